// What is known of the microphone while it is open, for the screens.
import type { Advice } from "./sound-care";

class MicrophoneCare {
  advice = $state<Advice>(null);
}

export const microphoneCare = new MicrophoneCare();
