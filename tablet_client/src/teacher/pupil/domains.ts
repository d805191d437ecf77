// The subjects, as teachers call them.
import type { Domain } from "../../api/types";

export const DOMAINS: Record<Domain, string> = { reading: "Lecture", maths: "Mathématiques" };
