// What the screens have Rivet say; everything else comes from the server's authored lines. The server reads the same
// file, so that the school's voice has each sentence ready.
import phrases from "../../../tutor/companion/data/phrases.json";

export const PHRASES = phrases.screens;
export const DOOR_NAMES = phrases.doors;
export const STORY_PHRASES = phrases.story;
