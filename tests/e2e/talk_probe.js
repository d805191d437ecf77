// The moments that count: when the microphone's first loud sample arrives in the page, when Rivet's voice stops.
(() => {
  const probe = { spoke: null, stopped: null };
  window.probe = probe;
  let speaking = false;
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (asked) => {
    const stream = await open(asked);
    const audio = new AudioContext();
    const look = audio.createAnalyser();
    look.fftSize = 1024;
    audio.createMediaStreamSource(stream).connect(look);
    const samples = new Float32Array(look.fftSize);
    setInterval(() => {
      look.getFloatTimeDomainData(samples);
      if (probe.spoke === null && speaking && samples.some((sample) => Math.abs(sample) > 0.02)) {
        probe.spoke = performance.now();
      }
    }, 5);
    return stream;
  };
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    this.addEventListener("playing", () => {
      speaking = true;
    });
    return play.call(this);
  };
  const pause = HTMLMediaElement.prototype.pause;
  HTMLMediaElement.prototype.pause = function () {
    if (probe.spoke !== null && probe.stopped === null && !this.ended) probe.stopped = performance.now();
    if (!this.ended) speaking = false;
    return pause.call(this);
  };
})();
