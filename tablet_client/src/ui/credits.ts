// The credits, read from docs/credits.md: one list for those who read the sources and for those who read the screen.
import page from "../../../docs/credits.md?raw";

export interface Credit {
  name: string;
  who: string;
  licence: string;
  use: string;
}

export interface CreditSection {
  title: string;
  credits: Credit[];
}

const COLUMNS = 4;

/** The sections of the page and the rows of their tables, without heads and rules. */
export function creditsOf(markdown: string): CreditSection[] {
  const sections: CreditSection[] = [];
  for (const line of markdown.split(/\r?\n/)) {
    if (line.startsWith("## ")) sections.push({ title: line.slice(3).trim(), credits: [] });
    if (!line.startsWith("|") || /^\|[-| ]+\|$/.test(line)) continue;
    const [name = "", who = "", licence = "", use = "", ...more] = line
      .slice(1, line.lastIndexOf("|"))
      .split("|")
      .map((cell) => cell.trim());
    if (name === "nom") continue;
    if (!use || more.length) throw new Error(`docs/credits.md: ${COLUMNS} cells are expected in « ${line} »`);
    sections.at(-1)?.credits.push({ name, who, licence, use });
  }
  return sections;
}

export const CREDITS = creditsOf(page);
