import { expect, test } from "vitest";
import type { HelpAnswer, HelpSource } from "../src/api/types";
import { HelpDesk, type HelpServer } from "../src/teacher/help/desk.svelte";

const SOURCE: HelpSource = { document: "guide", title: "Le guide", heading: "Créer une classe", anchor: "creer" };
const FOUND: HelpAnswer = {
  found: true,
  quoted: ["Touchez Créer."],
  whole: true,
  source: SOURCE,
  see_also: [],
  contact: "la direction",
};

function server(over: Partial<HelpServer> = {}): HelpServer & { said: boolean[]; opened: string[] } {
  const said: boolean[] = [];
  const opened: string[] = [];
  return {
    said,
    opened,
    ask: async () => FOUND,
    guides: async () => ({ guides: [], faults: [], suggestions: [SOURCE] }),
    guide: async (document) => {
      opened.push(document);
      return { document, title: "Le guide", html: "<h3 id='creer'>Créer une classe</h3>" };
    },
    feedback: async (_, helped) => {
      said.push(helped);
    },
    toImprove: async () => ({ questions: [], feedback: [] }),
    ...over,
  };
}

test("a question is answered, its source opens at the passage, and one comes back to the answer", async () => {
  const shelf = server();
  const desk = new HelpDesk(shelf);
  desk.question = "  comment créer une classe ";
  await desk.ask();
  expect([desk.asked, desk.answer?.found]).toEqual(["comment créer une classe", true]);
  await desk.read(SOURCE);
  await desk.read(SOURCE);
  expect([desk.view, desk.anchor, shelf.opened]).toEqual(["page", "creer", ["guide"]]);
  desk.back();
  expect([desk.view, desk.answer]).toEqual(["ask", FOUND]);
});

test("whether it helped is said once", async () => {
  const shelf = server();
  const desk = new HelpDesk(shelf);
  await desk.ask("comment créer une classe");
  await desk.say(false);
  await desk.say(true);
  expect([shelf.said, desk.helped]).toEqual([[false], false]);
});

test("a question too short is not sent, and a failure is told without losing what was typed", async () => {
  const desk = new HelpDesk(
    server({
      ask: async () => {
        throw new Error("no");
      },
    }),
  );
  await desk.ask(" a ");
  expect(desk.trouble).toBe("");
  await desk.ask("où sont les cartes");
  expect([desk.trouble !== "", desk.question, desk.busy]).toEqual([true, "où sont les cartes", false]);
});
