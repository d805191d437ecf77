// Whoever uses a keyboard goes on from what appears when what he had just pressed disappears.

export function takeLostFocus(element: HTMLElement): void {
  queueMicrotask(() => {
    const active = document.activeElement;
    if (!active || active === document.body) element.focus();
  });
}
