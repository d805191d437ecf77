// What the client itself has Rivet say. Everything else comes from the server's authored lines.
// Kept as plain sentences, under twelve words, so that the school's voice can have them ready.

export const PHRASES = {
  whoAreYou: "Qui es-tu ? Touche ton image.",
  yourPictures: "Touche tes trois images, dans l’ordre.",
  notQuite: "Ce n’est pas tout à fait ça. Essaie encore !",
  whatToDo: "Que veux-tu faire ?",
  listenAndCompare: "Écoute, et dis-moi si c’était pareil.",
  readThenListen: "Lis à voix haute, puis écoute-moi.",
  readTogether: "On lit ensemble. Suis bien les mots.",
  noMicrophone: "Je ne t’entends pas sur cette tablette.",
  cannotHearNow: "Je ne t’entends pas bien pour le moment.",
  touchTheDigits: "Tu peux toucher les chiffres.",
  countTogether: "On compte ensemble.",
  allDone: "C’est fini pour aujourd’hui.",
  waiting: "J’attends l’école. Ton travail est bien gardé.",
} as const;
