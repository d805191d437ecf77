// What tests ask of a page (tests/e2e/accessible.py).
globalThis.accessible = (() => {
  const SELECTOR =
    "button, a[href], input:not([type=hidden]), select, textarea, summary, " +
    "[role=button], [role=tab], [role=checkbox], [role=radio], [role=slider], [role=option], [role=switch]";

  /** All that can be touched and is seen. */
  const targets = () =>
    [...document.querySelectorAll(SELECTOR)].filter(
      (element) =>
        !element.matches(":disabled") &&
        !element.closest("[inert], .heard-only") &&
        !(document.querySelector("dialog:modal") && !element.closest("dialog:modal")) &&
        element.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
    );

  const named = (element) => {
    const text = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().replace(/\s+/g, " ");
    return `${element.tagName.toLowerCase()}[${element.dataset.testid ?? ""}] « ${text.slice(0, 40)} »`;
  };

  return {
    async axe(only, tags) {
      const runOnly = only ? { type: "rule", values: only } : { type: "tag", values: tags };
      const { violations } = await axe.run(document, { runOnly, resultTypes: ["violations"] });
      return violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target.join(" ")} - ${failureSummary}`),
      );
    },

    small(least) {
      return targets().flatMap((element) => {
        // WCAG 2.5.8 leaves alone what stands in the flow of a sentence: links, and in width the words of a text.
        if (element.matches("a") && getComputedStyle(element).display === "inline") return [];
        const inText = element.matches(".reading.sentence .word, .reading.text .word");
        const boxes = [element, element.closest("label")].filter(Boolean).map((one) => one.getBoundingClientRect());
        const wide = Math.max(...boxes.map((box) => box.width));
        const high = Math.max(...boxes.map((box) => box.height));
        if ((inText || wide + 0.5 >= least) && high + 0.5 >= least) return [];
        return [`${named(element)}: ${Math.round(wide)} x ${Math.round(high)}`];
      });
    },

    /** Scrolled to, some part of it must be under the finger. */
    outOfReach() {
      return targets().flatMap((element) => {
        element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
        const box = element.getBoundingClientRect();
        const label = element.closest("label");
        for (const right of [0.5, 0.2, 0.8]) {
          for (const down of [0.5, 0.2, 0.8]) {
            const there = document.elementFromPoint(box.left + right * box.width, box.top + down * box.height);
            if (there && (element.contains(there) || label?.contains(there))) return [];
          }
        }
        const at = [box.left, box.top, box.width, box.height].map(Math.round);
        return [`${named(element)} at ${at[0]}, ${at[1]} (${at[2]} x ${at[3]})`];
      });
    },

    unseenFocus() {
      const before = document.activeElement;
      // Else what is read is still on its way.
      const still = new CSSStyleSheet();
      still.replaceSync("* { transition: none !important }");
      document.adoptedStyleSheets.push(still);
      const look = (element) => {
        const { outlineStyle, outlineWidth, stroke, strokeWidth } = getComputedStyle(element);
        return outlineStyle === "none" ? `${stroke} ${strokeWidth}` : outlineWidth;
      };
      const looks = (element) => [element, ...element.querySelectorAll("path, circle, rect")].map(look).join();
      const found = targets().flatMap((element) => {
        if (element.tabIndex < 0) return []; // gone to with the arrows
        document.activeElement.blur();
        const apart = looks(element);
        element.focus({ preventScroll: true });
        if (document.activeElement !== element) return [`${named(element)} takes no focus`];
        return looks(element) === apart ? [`${named(element)} looks the same`] : [];
      });
      document.adoptedStyleSheets.pop();
      document.activeElement.blur();
      before?.focus?.({ preventScroll: true });
      return found;
    },
  };
})();
