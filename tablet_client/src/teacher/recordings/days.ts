// Days in words.
export const longDay = (at: string): string =>
  new Date(at).toLocaleDateString("fr-FR", { weekday: "long", day: "numeric", month: "long" });

export const days = (count: number): string => `${count}\u00a0jour${count > 1 ? "s" : ""}`;
