// The one small sign for an adult while a child goes on working: the worst first.

export interface Around {
  /** Answers that only the open page holds. */
  unsafe: number;
  /** The microphone was refused. */
  refused: boolean;
  secure: boolean;
  clockWrong: boolean;
}

export interface Sign {
  kind: "storage" | "insecure" | "clock" | "microphone";
  text: string;
}

export function signOf({ unsafe, refused, secure, clockWrong }: Around): Sign | null {
  if (unsafe > 0) {
    const wait = unsafe === 1 ? "1 réponse attend d’être envoyée" : `${unsafe} réponses attendent d’être envoyées`;
    return { kind: "storage", text: `Pour l’adulte\u00a0: n’éteignez pas la tablette, ${wait}.` };
  }
  if (!secure) return { kind: "insecure", text: "Pour l’adulte\u00a0: cette adresse ne donne pas le micro." };
  if (clockWrong) return { kind: "clock", text: "Pour l’adulte\u00a0: la tablette n’est pas à l’heure." };
  return refused ? { kind: "microphone", text: "Pour l’adulte\u00a0: le micro est refusé." } : null;
}
