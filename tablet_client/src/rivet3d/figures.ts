// What stands by Rivet: a solid, or base-ten blocks, of which all the small cubes are one drawing.
import {
  BoxGeometry,
  Color,
  InstancedMesh,
  type LineBasicMaterial,
  LineSegments,
  Matrix4,
  Mesh,
  MeshLambertMaterial,
  type Object3D,
} from "three";
import { solidBody } from "../pupil/maths/figures/solid-scene";
import type { Figure } from "../pupil/maths/figures/types";
import { cubesOfBlocks } from "./blocks3d";

/** Something that stands round the origin, in a room of about three units. */
export interface Shown {
  body: Object3D;
  dispose(): void;
}

/** What may stand by Rivet; null for the other manipulatives, which are handled flat. */
export function shownOf(figure: Figure): Shown | null {
  if (figure.tool === "solid") return disposable(solidBody(figure));
  if (figure.tool === "blocks") return disposable(blocks(cubesOfBlocks(figure)));
  return null;
}

function blocks({ cubes, side }: ReturnType<typeof cubesOfBlocks>): Object3D {
  const body = new InstancedMesh(
    new BoxGeometry(side * 0.94, side * 0.94, side * 0.94),
    new MeshLambertMaterial(),
    Math.max(1, cubes.length),
  );
  body.count = cubes.length;
  const at = new Matrix4();
  cubes.forEach((cube, rank) => {
    body.setMatrixAt(rank, at.makeTranslation(...cube.at));
    body.setColorAt(rank, new Color(cube.color));
  });
  return body;
}

function disposable(body: Object3D): Shown {
  return {
    body,
    dispose() {
      body.traverse((part) => {
        if (!(part instanceof Mesh || part instanceof LineSegments)) return;
        part.geometry.dispose();
        (part.material as MeshLambertMaterial | LineBasicMaterial).dispose();
        if (part instanceof InstancedMesh) part.dispose();
      });
    },
  };
}
