// A box longer than its place is scrolled with the arrows by whoever has no hand on the screen: only then does the
// keyboard stop at it.

export function scrolledByKeys(box: HTMLElement): () => void {
  const look = () => {
    if (box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  };
  const sizes = new ResizeObserver(look);
  sizes.observe(box);
  const inside = new MutationObserver(look);
  inside.observe(box, { childList: true, subtree: true });
  return () => {
    sizes.disconnect();
    inside.disconnect();
  };
}
