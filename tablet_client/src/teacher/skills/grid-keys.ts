// A table of links with one stop for Tab: arrows go from link to link, as in a spreadsheet.

const STEPS: Record<string, [number, number]> = {
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
};

function linkAt(table: HTMLTableElement, row: number, column: number): HTMLAnchorElement | null {
  return table.rows[row]?.cells[column]?.querySelector("a") ?? null;
}

/** The next link that way, over empty cells; null at the edge. */
function beyond(table: HTMLTableElement, cell: HTMLTableCellElement, [down, across]: [number, number]) {
  let row = (cell.parentElement as HTMLTableRowElement).rowIndex + down;
  let column = cell.cellIndex + across;
  while (table.rows[row]?.cells[column]) {
    const link = linkAt(table, row, column);
    if (link) return link;
    row += down;
    column += across;
  }
  return null;
}

/** The first or last link of the row. */
function atEnd(cell: HTMLTableCellElement, last: boolean) {
  const links = [...(cell.parentElement as HTMLTableRowElement).querySelectorAll("a")];
  return (last ? links.at(-1) : links[0]) ?? null;
}

export function movedByKeys(table: HTMLTableElement): () => void {
  const stop = (link: HTMLAnchorElement | null | undefined) => {
    if (!link) return;
    for (const other of table.querySelectorAll('a[tabindex="0"]')) (other as HTMLAnchorElement).tabIndex = -1;
    link.tabIndex = 0;
  };
  const move = (event: KeyboardEvent) => {
    const cell = (event.target as Element).closest<HTMLTableCellElement>("td, th");
    if (!cell || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = STEPS[event.key];
    let link: HTMLAnchorElement | null;
    if (step) link = beyond(table, cell, step);
    else if (event.key === "Home" || event.key === "End") link = atEnd(cell, event.key === "End");
    else return;
    event.preventDefault();
    if (!link) return;
    stop(link);
    link.focus();
    link.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const touched = (event: FocusEvent) => stop((event.target as Element).closest("a"));
  const first = () => {
    if (!table.querySelector('a[tabindex="0"]')) stop(table.querySelector("a"));
  };
  first();
  const rows = new MutationObserver(first);
  rows.observe(table, { childList: true, subtree: true });
  table.addEventListener("keydown", move);
  table.addEventListener("focusin", touched);
  return () => {
    rows.disconnect();
    table.removeEventListener("keydown", move);
    table.removeEventListener("focusin", touched);
  };
}
