// Whoever uses a keyboard goes on from what appears when what he had just pressed disappears.

export function takeLostFocus(element: HTMLElement): void {
  queueMicrotask(() => {
    const active = document.activeElement;
    // The title is where one waits meanwhile (arrival.ts).
    if (!active || active === document.body || active.matches("h1, main")) element.focus();
  });
}
