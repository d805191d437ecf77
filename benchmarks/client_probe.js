// Put into the page before its own scripts: notes when things were touched, made and painted, as the page's clock has it.
(() => {
  const probe = { fcp: null, lcp: null, cls: 0, long: [], touch: 0, marks: {}, shown: [], contexts: [] };
  window.__probe = probe;
  const observe = (type, take) => {
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  };
  observe("paint", (entry) => {
    if (entry.name === "first-contentful-paint") probe.fcp = entry.startTime;
  });
  observe("largest-contentful-paint", (entry) => {
    probe.lcp = entry.startTime;
  });
  observe("layout-shift", (entry) => {
    if (!entry.hadRecentInput) probe.cls += entry.value;
  });
  observe("longtask", (entry) => probe.long.push([entry.startTime, entry.duration]));
  // A click by the keyboard has no pointer before it: only fingers are timed.
  addEventListener("pointerup", (event) => (probe.touch = event.timeStamp), true);

  // The task after a frame's callbacks runs once that frame was handed over to be drawn.
  const painted = (then) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => then(performance.now());
      port2.postMessage(0);
    });
  const SCREENS = ["face", "class-code-input", "hello", "exercise", "end", "story-map", "talk"];
  let served = null;
  let over = false;
  const look = () => {
    const now = performance.now();
    for (const name of SCREENS) {
      if (name in probe.marks || !document.querySelector(`[data-testid=${name}]`)) continue;
      probe.marks[name] = { dom: now, painted: null };
      painted((at) => (probe.marks[name].painted = at));
    }
    const exercise = document.querySelector("[data-testid=exercise]");
    const id = exercise?.dataset.servedId ?? null;
    if (id !== served) {
      served = id;
      over = false;
      if (id) {
        const shown = { what: "exercise", kind: exercise.dataset.kind, touch: probe.touch, dom: now, painted: null };
        probe.shown.push(shown);
        painted((at) => (shown.painted = at));
      }
    } else if (!over && exercise && document.querySelector("[data-testid=next]")) {
      over = true;
      const shown = { what: "verdict", kind: exercise.dataset.kind, touch: probe.touch, dom: now, painted: null };
      probe.shown.push(shown);
      painted((at) => (shown.painted = at));
    }
  };
  const watch = () =>
    new MutationObserver(look).observe(document.documentElement, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ["data-served-id"],
    });
  if (document.documentElement) watch();
  else document.addEventListener("readystatechange", watch, { once: true });

  const Native = window.AudioContext;
  if (Native) {
    window.AudioContext = class extends Native {
      constructor(...given) {
        super(...given);
        probe.contexts.push(new WeakRef(this));
      }
    };
  }
  probe.openContexts = () => probe.contexts.filter((one) => (one.deref()?.state ?? "closed") !== "closed").length;

  /** The lengths of the frames of so many milliseconds. */
  probe.frames = (ms) =>
    new Promise((resolve) => {
      const lengths = [];
      let last = null;
      let start = null;
      const frame = (now) => {
        start ??= now;
        if (last !== null) lengths.push(now - last);
        last = now;
        if (now - start < ms) requestAnimationFrame(frame);
        else resolve(lengths);
      };
      requestAnimationFrame(frame);
    });
  /** What was noted so far would be counted as the page's own. */
  probe.forget = () => {
    probe.shown = [];
    probe.long = [];
    performance.clearResourceTimings();
  };
  probe.requests = () =>
    performance.getEntriesByType("resource").map((one) => ({
      path: new URL(one.name).pathname,
      start: one.startTime,
      end: one.responseEnd,
      sent: one.transferSize,
      body: one.encodedBodySize,
    }));
})();
