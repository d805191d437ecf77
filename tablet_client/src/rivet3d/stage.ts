// The scene on a canvas: camera, light, and a loop that rests whenever nobody can see it.
import { AmbientLight, DirectionalLight, Group, HemisphereLight, PerspectiveCamera, Scene, WebGLRenderer } from "three";
import type { Figure } from "../pupil/maths/figures/types";
import { type Shown, shownOf } from "./figures";
import { Life, type Moment } from "./life";
import { robot } from "./robot";

const FRAME_MS = 1_000 / 32; // a cheap tablet has other things to do
const SLOW_MS = 70;
const SLOW_FRAMES = 12;
const SHARPEST = 2;
const BLUNTEST = 0.7;
const TALL = 5; // what of the scene is seen, in height
const VIEW = (24 * Math.PI) / 180;

/** Where a figure stands: at Rivet's side, or over his head (in a pyramid, which is wide above). */
export type Place = "beside" | "above";

export interface Watching {
  /** Asked at each frame. */
  moment: () => Moment;
  /** No motion but what is asked for. */
  still: boolean;
  place?: Place;
  background?: "none" | "black";
  /** Called after each drawing, while the picture can still be copied. */
  drawn?: (canvas: HTMLCanvasElement) => void;
  /** The tablet took the drawing away. */
  lost?: () => void;
}

export interface Stage {
  show(figure: Figure | null): void;
  turn(around: number, towards: number): void;
  close(): void;
}

/** Rivet on this canvas, whose size the page decides. Raises when there is no WebGL. */
export function stageOn(canvas: HTMLCanvasElement, watching: Watching): Stage {
  const black = watching.background === "black";
  const renderer = new WebGLRenderer({ canvas, antialias: true, alpha: !black, powerPreference: "low-power" });
  const scene = new Scene();
  const camera = new PerspectiveCamera((VIEW * 180) / Math.PI, 1, 1, 40);
  const key = new DirectionalLight(0xfff6e6, 2.1);
  key.position.set(-2.5, 5, 6);
  const rim = new DirectionalLight(0xbfe0ff, black ? 1.6 : 0.9);
  rim.position.set(4, 3, -4);
  scene.add(new HemisphereLight(0xffffff, 0xd8b98c, 1.5), new AmbientLight(0xffffff, 0.5), key, rim);

  const rivet = robot(!black);
  const figures = new Group();
  scene.add(rivet.root, figures);
  const life = new Life(!watching.still, Math.random);
  let shown: Shown | null = null;
  const place = watching.place ?? "beside";

  function arrange(): void {
    const wide = shown !== null && place === "beside";
    const high = shown !== null && place === "above";
    rivet.root.position.x = wide ? -1.75 : 0;
    rivet.root.scale.setScalar(high ? 0.56 : 1);
    figures.position.set(wide ? 2.05 : 0, high ? 3.78 : 2.05, 0);
    figures.scale.setScalar(high ? 0.66 : 1);
    const distance = TALL / 2 / Math.tan(VIEW / 2);
    camera.position.set(0, TALL / 2 + 0.25, distance + 0.6);
    camera.lookAt(0, TALL / 2 - 0.12, 0);
  }

  let frame = 0;
  let last = 0;
  let slow = 0;
  let sharpness = Math.min(SHARPEST, devicePixelRatio);
  let seen = true;

  function draw(seconds: number): void {
    const moment = watching.moment();
    rivet.take(life.after(seconds, moment), moment.mood);
    renderer.render(scene, camera);
    watching.drawn?.(canvas);
  }
  function step(now: number): void {
    frame = requestAnimationFrame(step);
    if (now - last < FRAME_MS - 4) return;
    const passed = now - last;
    last = now;
    draw(passed / 1_000);
    slow = passed > SLOW_MS ? slow + 1 : 0;
    if (slow > SLOW_FRAMES && sharpness > BLUNTEST) {
      sharpness = Math.max(BLUNTEST, sharpness * 0.7); // better smooth than sharp
      slow = 0;
      resized();
    }
  }
  function awake(): void {
    cancelAnimationFrame(frame);
    if (!seen || document.hidden) return;
    last = performance.now();
    frame = requestAnimationFrame(step);
  }
  function resized(): void {
    const { clientWidth: width, clientHeight: height } = canvas;
    if (width === 0 || height === 0) return;
    renderer.setPixelRatio(sharpness);
    renderer.setSize(width, height, false);
    camera.aspect = width / height;
    camera.updateProjectionMatrix();
    draw(0);
  }

  const sizes = new ResizeObserver(resized);
  const sight = new IntersectionObserver(([entry]) => {
    seen = entry?.isIntersecting ?? true;
    awake();
  });
  const lost = () => watching.lost?.();
  arrange();
  resized();
  awake();
  sizes.observe(canvas);
  if (canvas.isConnected) sight.observe(canvas);
  document.addEventListener("visibilitychange", awake);
  canvas.addEventListener("webglcontextlost", lost);

  return {
    show(figure) {
      if (shown) {
        figures.remove(shown.body);
        shown.dispose();
      }
      shown = figure ? shownOf(figure) : null;
      if (shown) figures.add(shown.body);
      arrange();
    },
    turn(around, towards) {
      figures.rotation.set(towards, around, 0, "XYZ");
    },
    close() {
      cancelAnimationFrame(frame);
      sizes.disconnect();
      sight.disconnect();
      document.removeEventListener("visibilitychange", awake);
      canvas.removeEventListener("webglcontextlost", lost);
      shown?.dispose();
      rivet.dispose();
      renderer.dispose();
    },
  };
}
