// A microphone that speaks by itself while Rivet does, and the moments that count: when it spoke, when he stopped.
(() => {
  const probe = { armed: false, spoke: null, stopped: null };
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
      if (probe.armed) setTimeout(speak, 300);
      probe.armed = false;
    });
    return play.call(this);
  };
  const pause = HTMLMediaElement.prototype.pause;
  HTMLMediaElement.prototype.pause = function () {
    if (probe.spoke !== null && probe.stopped === null && !this.ended) probe.stopped = performance.now();
    return pause.call(this);
  };
  let loaded = null;
  /** These samples, from the first that is loud, will be spoken when Rivet next speaks. */
  probe.arm = (samples, rate) => {
    const loud = samples.findIndex((sample) => Math.abs(sample) > 0.02);
    loaded = voice.createBuffer(1, samples.length - loud, rate);
    loaded.copyToChannel(Float32Array.from(samples.slice(loud)), 0);
    probe.armed = true;
  };
  const speak = () => {
    const source = voice.createBufferSource();
    source.buffer = loaded;
    source.connect(probe.target);
    source.start();
    probe.spoke = performance.now();
  };
})();
