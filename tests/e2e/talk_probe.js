// A microphone that the test speaks into, and the moments that count: when it spoke, when Rivet's voice stopped.
(() => {
  const probe = { playing: false, spoke: null, stopped: null };
  window.probe = probe;
  let voice = null;
  navigator.mediaDevices.getUserMedia = async () => {
    voice = new AudioContext();
    const target = voice.createMediaStreamDestination();
    probe.target = target;
    return target.stream;
  };
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    this.addEventListener("playing", () => {
      probe.playing = true;
    });
    return play.call(this);
  };
  const pause = HTMLMediaElement.prototype.pause;
  HTMLMediaElement.prototype.pause = function () {
    if (probe.spoke !== null && probe.stopped === null && !this.ended) probe.stopped = performance.now();
    return pause.call(this);
  };
  /** The samples, from the first that is loud: from then on it counts. */
  probe.speak = async (samples, rate) => {
    const loud = samples.findIndex((sample) => Math.abs(sample) > 0.02);
    const buffer = voice.createBuffer(1, samples.length - loud, rate);
    buffer.copyToChannel(Float32Array.from(samples.slice(loud)), 0);
    const source = voice.createBufferSource();
    source.buffer = buffer;
    source.connect(probe.target);
    source.start();
    probe.spoke = performance.now();
  };
})();
