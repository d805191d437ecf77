// A solid in three dimensions: it turns, what is touched is marked, a cube unfolds. Loaded only when a solid is shown.
import {
  AmbientLight,
  BoxGeometry,
  BufferGeometry,
  ConeGeometry,
  CylinderGeometry,
  DirectionalLight,
  DoubleSide,
  EdgesGeometry,
  Float32BufferAttribute,
  Group,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  MeshLambertMaterial,
  type Object3D,
  PerspectiveCamera,
  PlaneGeometry,
  Raycaster,
  Scene,
  SphereGeometry,
  Vector2,
  Vector3,
  WebGLRenderer,
} from "three";
import { type Corner, CROSS, hinges, SOLIDS, type Solid } from "./solids";
import type { Point } from "./types";

const FACE = 0x8fd6cb;
const EDGE = 0x24695f;
const MARKED = 0xffc94d;
const UNFOLD_MS = 1_100;

export interface SolidScene {
  turn(around: number, towards: number): void;
  unfold(open: boolean, atOnce: boolean): void;
  /** Marks what is under this spot (pixels of the page), or takes the mark back. */
  mark(x: number, y: number): void;
  close(): void;
}

export function sceneOf(canvas: HTMLCanvasElement, solid: Solid): SolidScene {
  const renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true });
  const scene = new Scene();
  const camera = new PerspectiveCamera(32, 1, 0.1, 50);
  camera.position.z = 7.2;
  const light = new DirectionalLight(0xffffff, 2);
  light.position.set(2, 5, 4);
  scene.add(new AmbientLight(0xffffff, 2.3), light);
  const turning = new Group();
  scene.add(turning);

  const net = solid.net.length > 0 ? (solid.net as Point[]) : CROSS;
  const folding = solid.name === "cube" && solid.cubes.length === 0 ? foldingCube(net) : null;
  turning.add(folding ? folding.root : bodyOf(solid));
  const bones = skeletonOf(solid);
  turning.add(bones);
  let frame = 0;

  const draw = () => renderer.render(scene, camera);
  const sizes = new ResizeObserver(() => {
    const { clientWidth: width, clientHeight: height } = canvas;
    if (width === 0 || height === 0) return;
    renderer.setPixelRatio(Math.min(2, devicePixelRatio));
    renderer.setSize(width, height, false);
    camera.aspect = width / height;
    camera.updateProjectionMatrix();
    draw();
  });
  sizes.observe(canvas);

  let opened = 0;
  const set = (open: number) => {
    opened = open;
    folding?.set(open);
    bones.visible = open === 0;
    draw();
  };

  return {
    turn(around, towards) {
      turning.rotation.set(towards, around, 0, "XYZ");
      draw();
    },
    unfold(open, atOnce) {
      cancelAnimationFrame(frame);
      const [from, to, began] = [opened, open ? 1 : 0, performance.now()];
      if (atOnce || !folding) return set(folding ? to : 0);
      const step = (now: number) => {
        const part = Math.min(1, (now - began) / UNFOLD_MS);
        const smooth = part * part * (3 - 2 * part);
        set(part === 1 ? to : from + (to - from) * smooth);
        if (part < 1) frame = requestAnimationFrame(step);
      };
      frame = requestAnimationFrame(step);
    },
    mark(x, y) {
      const box = canvas.getBoundingClientRect();
      const at = new Vector2(((x - box.left) / box.width) * 2 - 1, 1 - ((y - box.top) / box.height) * 2);
      const ray = new Raycaster();
      ray.setFromCamera(at, camera);
      const hit = ray.intersectObject(turning).find(({ object }) => object.userData.own !== undefined && shown(object));
      if (!hit) return;
      const { material, userData } = hit.object as Mesh<BufferGeometry, MeshLambertMaterial>;
      material.color.setHex(material.color.getHex() === MARKED ? (userData.own as number) : MARKED);
      draw();
    },
    close() {
      cancelAnimationFrame(frame);
      sizes.disconnect();
      scene.traverse((part) => {
        if (part instanceof Mesh || part instanceof LineSegments) part.geometry.dispose();
      });
      renderer.dispose();
    },
  };
}

/** A solid with its edges and corners, round the origin, for another scene than ours. */
export function solidBody(solid: Solid): Group {
  return new Group().add(bodyOf(solid), skeletonOf(solid));
}

function shown(object: Object3D): boolean {
  return object.visible && (object.parent === null || shown(object.parent));
}

/** A part that can be marked. */
function part(geometry: BufferGeometry, color: number): Mesh {
  const made = new Mesh(geometry, new MeshLambertMaterial({ color, side: DoubleSide }));
  made.userData.own = color;
  return made;
}

function outlined(mesh: Mesh): Group {
  const group = new Group();
  const lines = new LineSegments(new EdgesGeometry(mesh.geometry, 30), new LineBasicMaterial({ color: EDGE }));
  lines.scale.setScalar(1.002);
  group.add(mesh, lines);
  return group;
}

function bodyOf(solid: Solid): Object3D {
  if (solid.cubes.length > 0) return cubesOf(solid.cubes as Corner[]);
  if (solid.name === "sphere") return part(new SphereGeometry(1.35, 48, 32), FACE);
  if (solid.name === "cylinder") return outlined(part(new CylinderGeometry(0.95, 0.95, 2.3, 64), FACE));
  if (solid.name === "cone") return outlined(part(new ConeGeometry(1.15, 2.4, 64), FACE));
  const { corners, faces } = SOLIDS[solid.name];
  const group = new Group();
  for (const ring of faces) {
    const geometry = new BufferGeometry();
    const fan = ring.slice(1, -1).flatMap((_, rank) => [ring[0], ring[rank + 1], ring[rank + 2]]);
    const places = fan.flatMap((place) => corners[place as number] as Corner);
    geometry.setAttribute("position", new Float32BufferAttribute(places, 3));
    geometry.computeVertexNormals();
    group.add(part(geometry, FACE));
  }
  return group;
}

function cubesOf(cubes: readonly Corner[]): Group {
  const group = new Group();
  const middle = [0, 1, 2].map((axis) => {
    const along = cubes.map((cube) => cube[axis] as number);
    return (Math.min(...along) + Math.max(...along)) / 2;
  }) as Corner;
  const reach = Math.max(...cubes.map((cube) => Math.hypot(...cube.map((at, axis) => at - (middle[axis] as number)))));
  for (const [x, y, z] of cubes) {
    const cube = outlined(part(new BoxGeometry(1, 1, 1), FACE));
    cube.position.set(x - middle[0], z - middle[2], middle[1] - y);
    group.add(cube);
  }
  group.scale.setScalar(1.7 / (reach + 0.87));
  return group;
}

/** Edges as thin rods and corners as balls, so that they can be touched one by one. */
function skeletonOf(solid: Solid): Group {
  const group = new Group();
  if (solid.cubes.length > 0) return group;
  const { corners, faces } = SOLIDS[solid.name];
  const done = new Set<string>();
  for (const ring of faces) {
    ring.forEach((from, rank) => {
      const to = ring[(rank + 1) % ring.length] as number;
      const key = `${Math.min(from, to)} ${Math.max(from, to)}`;
      if (done.has(key)) return;
      done.add(key);
      group.add(rod(corners[from] as Corner, corners[to] as Corner));
    });
  }
  for (const corner of corners) {
    const ball = part(new SphereGeometry(0.105, 20, 14), EDGE);
    ball.position.set(...corner);
    group.add(ball);
  }
  return group;
}

function rod(from: Corner, to: Corner): Mesh {
  const [a, b] = [new Vector3(...from), new Vector3(...to)];
  const made = part(new CylinderGeometry(0.045, 0.045, a.distanceTo(b), 10), EDGE);
  made.position.copy(a).add(b).divideScalar(2);
  made.quaternion.setFromUnitVectors(new Vector3(0, 1, 0), b.sub(a).normalize());
  return made;
}

/** The squares of a net, each turning on the side of the one it hangs from. */
function foldingCube(net: readonly Point[]): { root: Group; set: (open: number) => void } | null {
  const hung = hinges(net);
  if (hung.length === 0) return null;
  const root = new Group();
  const faces: Group[] = [];
  for (const { from, side } of hung) {
    const pivot = new Group();
    const face = new Group();
    face.position.set(side[0], side[1], 0);
    face.add(outlined(part(new PlaneGeometry(2, 2), FACE)));
    pivot.add(face);
    if (from !== null) pivot.position.set(side[0], side[1], 0);
    (from === null ? root : (faces[from] as Group)).add(pivot);
    pivot.userData.side = side;
    faces.push(face);
  }
  const start = hung[0]?.at ?? [0, 0];
  const middle = [0, 1].map((axis) => {
    const along = net.map((at) => (at[axis] as number) - (start[axis] as number));
    return Math.min(...along) + Math.max(...along);
  });
  return {
    root,
    set(open) {
      const angle = ((1 - open) * Math.PI) / 2;
      for (const face of faces) {
        const pivot = face.parent as Group;
        const [x, y] = pivot.userData.side as Point;
        pivot.rotation.set(-y * angle, x * angle, 0);
      }
      const scale = 1 - 0.52 * open;
      root.scale.setScalar(scale);
      root.position.set(-(middle[0] ?? 0) * open * scale, -(middle[1] ?? 0) * open * scale, 1 - open);
    },
  };
}
