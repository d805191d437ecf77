// Rivet in three dimensions, the same as in ui/Rivet.svelte: 50 units of that drawing are one here, his feet at 0.
import { type BufferGeometry, Group, Mesh, MeshBasicMaterial, MeshPhongMaterial } from "three";
import type { Mood } from "../ui/rivet";
import type { Pose } from "./life";
import { arc, ball, button, coil, coloured, disc, dome, pillow, star, together } from "./shapes";

const MINT = 0x8fd6cb;
const MINT_DEEP = 0x57a79d;
const CREAM = 0xfff4dc;
const SUN = 0xffc94d;
const SUN_DEEP = 0xd99a1f;
const INDIGO = 0x5a55b5;
const CORAL = 0xff9e7a;
const INK = 0x2c2751;
const EYE = 0xfff1c4;
const STEEL = 0x8d89b8;
const WHITE = 0xffffff;

const LEG = 0.62; // the springs of the legs, between boots and body
const BODY_AT = 1.52;
const NECK_AT = 2.1;
const NECK = 0.34;
const HEAD_AT = 0.92; // its middle above the middle of the neck
const SHOULDER = { x: 0.87, y: 0.26 };
const FACE = 1.03; // how far the glass stands before the middle of the head

export interface Robot {
  root: Group;
  take(pose: Pose, mood: Mood): void;
  dispose(): void;
}

/** Rivet, about fifteen drawings in all; with the shade under his feet when he stands on something. */
export function robot(standing: boolean): Robot {
  const skin = new MeshPhongMaterial({ vertexColors: true, shininess: 55, specular: 0x30383a });
  const light = new MeshBasicMaterial({ vertexColors: true });
  const lit = (...shapes: BufferGeometry[]) => new Mesh(together(...shapes), skin);
  const glowing = (...shapes: BufferGeometry[]) => new Mesh(together(...shapes), light);

  const root = new Group();
  const boots = lit(
    ...[-0.46, 0.46].flatMap((x) => [
      coloured(dome(0.4, 0.34, 0.52).translate(x, 0.07, 0.1), INDIGO),
      coloured(disc(0.41, 0.08).scale(1, 1, 1.28).translate(x, 0.05, 0.1), INK),
    ]),
  );
  const legs = lit(...[-0.42, 0.42].map((x) => coloured(coil(0.17, LEG, 4, 0.036).translate(x, 0, 0), STEEL)));
  legs.position.y = 0.36;

  const upper = new Group();
  upper.position.y = BODY_AT;
  const body = lit(
    coloured(pillow(0.93, 0.67, 0.74, 3.2), MINT),
    coloured(pillow(0.945, 0.2, 0.755, 3).translate(0, -0.42, 0), 0x78c4b9),
    coloured(pillow(0.58, 0.44, 0.66, 4).translate(0, 0.06, 0.13), CREAM),
    coloured(star(0.25, 0.05).translate(0, 0.05, 0.78), SUN),
    ...[-0.73, 0.73].map((x) => coloured(ball(0.06).translate(x, 0.26, 0.57), MINT_DEEP)),
  );
  const arms = [-1, 1].map((side) => {
    const arm = new Group();
    arm.position.set(side * SHOULDER.x, SHOULDER.y, 0.05);
    arm.add(
      lit(
        coloured(ball(0.17), MINT_DEEP),
        coloured(coil(0.13, 0.62, 5, 0.032).rotateX(Math.PI).translate(0, -0.08, 0), STEEL),
        coloured(ball(0.25).translate(0, -0.86, 0), INDIGO),
        coloured(
          pillow(0.09, 0.13, 0.09, 2, 12)
            .rotateZ(side * 0.7)
            .translate(-side * 0.2, -0.78, 0.12),
          INDIGO,
        ),
      ),
    );
    return arm;
  });

  const neck = lit(coloured(coil(0.25, NECK, 3, 0.042), STEEL));
  neck.position.y = NECK_AT - BODY_AT;
  const head = new Group();
  head.add(
    lit(
      coloured(pillow(1.2, 0.79, 0.96, 3.4, 56), MINT),
      coloured(pillow(0.93, 0.54, 0.3, 4.2, 56).translate(0, 0, 0.72), INK),
      ...[-1, 1].flatMap((side) => [
        coloured(
          disc(0.26, 0.22)
            .rotateZ(Math.PI / 2)
            .translate(side * 1.2, 0, 0),
          SUN,
        ),
        coloured(
          disc(0.11, 0.08)
            .rotateZ(Math.PI / 2)
            .translate(side * 1.3, 0, 0),
          SUN_DEEP,
        ),
      ]),
    ),
  );
  const antenna = new Group();
  antenna.position.y = 0.74;
  antenna.add(
    lit(
      coloured(dome(0.2, 0.1, 0.2), MINT_DEEP),
      coloured(coil(0.1, 0.42, 5, 0.026).translate(0, 0.06, 0), STEEL),
      coloured(ball(0.19).translate(0, 0.62, 0), CORAL),
    ),
  );

  const face = new Group();
  face.position.z = FACE - 0.01;
  const cheeks = glowing(
    ...[-0.63, 0.63].map((x) => coloured(button(0.105, 0.03).translate(x, -0.23, -0.02), 0xa8625f)),
  );
  const whites = glowing(...[-0.4, 0.4].map((x) => coloured(button(0.215, 0.03).translate(x, 0, 0), EYE)));
  const irises = glowing(
    ...[-0.4, 0.4].flatMap((x) => [
      coloured(button(0.112, 0.03).translate(x, 0, 0.025), INK),
      coloured(button(0.042, 0.02).translate(x + 0.04, 0.045, 0.05), WHITE),
    ]),
  );
  const eyes = new Group();
  eyes.position.y = 0.08;
  eyes.add(whites, irises);
  const line = (up: boolean) =>
    glowing(
      ...[-0.4, 0.4].map((x) =>
        coloured(
          (up ? arc(0.18, 0.045, 0.35, Math.PI - 0.35) : arc(0.18, 0.04, Math.PI + 0.45, 2 * Math.PI - 0.45)).translate(
            x,
            up ? -0.02 : 0.16,
            0,
          ),
          EYE,
        ),
      ),
    );
  const [glad, closed] = [line(true), line(false)];
  const talking = glowing(
    coloured(button(1, 0.02), CORAL),
    coloured(button(0.55, 0.02).translate(0, -0.42, 0.012), 0xd9705c),
  );
  const smile = glowing(coloured(arc(0.17, 0.034, Math.PI + 0.35, 2 * Math.PI - 0.35).translate(0, -0.16, 0), EYE));
  const laugh = glowing(coloured(half(0.22).translate(0, -0.2, 0), CORAL));
  const pout = glowing(
    coloured(
      arc(0.16, 0.034, 1.05, Math.PI - 0.8)
        .rotateZ(-0.12)
        .translate(0.04, -0.47, 0),
      EYE,
    ),
  );
  talking.position.y = -0.3;
  face.add(cheeks, eyes, glad, closed, talking, smile, laugh, pout);
  const waves = glowing(
    ...[-1, 1].flatMap((side) =>
      [0.3, 0.46].map((radius) => {
        const middle = side === 1 ? 0 : Math.PI;
        return coloured(arc(radius, 0.026, middle - 0.7, middle + 0.7).translate(side * 1.3, 0, 0), INDIGO);
      }),
    ),
  );
  head.add(antenna, face, waves);
  upper.add(body, ...arms, neck, head);
  root.add(boots, legs, upper);
  const shade = new MeshBasicMaterial({ color: 0x462d0a, transparent: true, opacity: 0.16, depthWrite: false });
  if (standing) root.add(new Mesh(disc(1.15, 0.001).scale(1, 1, 0.8), shade));

  return {
    root,
    take(pose, mood) {
      upper.position.y = BODY_AT + pose.lift;
      legs.scale.y = 1 + pose.lift / LEG;
      const [left, right] = arms as [Group, Group];
      // Arms that are raised also come forward a little, so that they are seen against the head.
      left.rotation.set(-0.12 * pose.leftArm, 0, -pose.leftArm);
      right.rotation.set(-0.12 * pose.rightArm - pose.rightReach, 0, pose.rightArm);
      neck.scale.y = 1 + pose.neck / NECK;
      head.position.y = NECK_AT - BODY_AT + NECK / 2 + HEAD_AT + pose.neck;
      head.rotation.set(pose.nod, pose.turn, -pose.lean, "YXZ");
      antenna.rotation.set(-0.4 * pose.nod, 0, -pose.antenna);

      const joyful = mood === "happy" || mood === "celebrating";
      const shut = mood === "resting";
      eyes.visible = !joyful && !shut;
      glad.visible = joyful;
      closed.visible = shut;
      eyes.scale.set(pose.eyes, Math.max(0.06, pose.eyes * pose.lids), 1);
      irises.position.set(0.088 * pose.eyesX, -0.088 * pose.eyesY, 0);
      waves.visible = mood === "listening";

      const speaks = pose.mouth > 0.04;
      talking.visible = speaks;
      talking.scale.set(0.2 - 0.05 * pose.mouth, 0.035 + 0.125 * pose.mouth, 1);
      smile.visible = !speaks && !joyful && mood !== "thinking";
      laugh.visible = !speaks && joyful;
      pout.visible = !speaks && mood === "thinking";
    },
    dispose() {
      root.traverse((part) => {
        if (part instanceof Mesh) part.geometry.dispose();
      });
      skin.dispose();
      light.dispose();
      shade.dispose();
    },
  };
}

/** A wide open laugh: the lower half of a disc. */
function half(radius: number): BufferGeometry {
  const shape = button(radius, 0.02);
  const places = shape.getAttribute("position");
  for (let at = 0; at < places.count; at++) if (places.getY(at) > 0) places.setY(at, 0.12 * places.getY(at));
  return shape;
}
