// The few shapes that Rivet is made of, each in one colour, and how many become one drawing: a cheap tablet pays by
// the drawing, not by the corner.
import {
  type BufferGeometry,
  Color,
  Curve,
  CylinderGeometry,
  ExtrudeGeometry,
  Float32BufferAttribute,
  Shape,
  SphereGeometry,
  TorusGeometry,
  TubeGeometry,
  Vector3,
} from "three";
import { mergeGeometries, mergeVertices } from "three/addons/utils/BufferGeometryUtils.js";

/** Each corner has the colour, so that shapes of many colours can be one drawing. */
export function coloured(shape: BufferGeometry, hex: number): BufferGeometry {
  shape.deleteAttribute("uv");
  const plain = shape.index ? shape : mergeVertices(shape); // a corner that is shared is reckoned once
  const { r, g, b } = new Color(hex);
  const count = plain.getAttribute("position").count;
  plain.setAttribute("color", new Float32BufferAttribute(Array(count).fill([r, g, b]).flat(), 3));
  return plain;
}

export function together(...shapes: BufferGeometry[]): BufferGeometry {
  const one = mergeGeometries(shapes);
  if (!one) throw new Error("shapes with other attributes than place, direction and colour");
  for (const shape of shapes) shape.dispose();
  return one;
}

/** A box whose sides are all swollen: half sizes, how square it is (2: an egg), in how many slices it is cut. */
export function pillow(x: number, y: number, z: number, square: number, slices = 36): BufferGeometry {
  const shape = new SphereGeometry(1, slices, Math.round(slices * 0.66)).rotateY(Math.PI / 2); // its seam behind
  const [places, normals] = [shape.getAttribute("position"), shape.getAttribute("normal")];
  const at = new Vector3();
  const out = new Vector3();
  for (let corner = 0; corner < places.count; corner++) {
    at.fromBufferAttribute(places, corner);
    const size = (Math.abs(at.x) ** square + Math.abs(at.y) ** square + Math.abs(at.z) ** square) ** (1 / square);
    at.divideScalar(size);
    const slope = (along: number, half: number) => (Math.sign(along) * Math.abs(along) ** (square - 1)) / half;
    out.set(slope(at.x, x), slope(at.y, y), slope(at.z, z)).normalize();
    places.setXYZ(corner, at.x * x, at.y * y, at.z * z);
    normals.setXYZ(corner, out.x, out.y, out.z);
  }
  return shape;
}

export function ball(radius: number): BufferGeometry {
  return new SphereGeometry(radius, 20, 14);
}

/** A flat round thing that faces us. */
export function button(radius: number, thick: number): BufferGeometry {
  return new SphereGeometry(1, 24, 10).scale(radius, radius, thick);
}

export function disc(radius: number, thick: number): BufferGeometry {
  return new CylinderGeometry(radius, radius, thick, 24);
}

/** A dome standing on its flat side. */
export function dome(x: number, y: number, z: number): BufferGeometry {
  return together(
    new SphereGeometry(1, 24, 10, 0, 2 * Math.PI, 0, Math.PI / 2).scale(x, y, z),
    new SphereGeometry(1, 24, 4, 0, 2 * Math.PI, Math.PI / 2, Math.PI / 2).scale(x, 0.06, z),
  );
}

/** A part of a ring that faces us, from one angle to another (0 to our right, counterclockwise), with round ends. */
export function arc(radius: number, thick: number, from: number, to: number): BufferGeometry {
  const end = (angle: number) =>
    new SphereGeometry(thick, 8, 6).translate(radius * Math.cos(angle), radius * Math.sin(angle), 0);
  const ring = new TorusGeometry(radius, thick, 8, 24, to - from).rotateZ(from);
  return together(ring, end(from), end(to));
}

class Helix extends Curve<Vector3> {
  constructor(
    readonly radius: number,
    readonly height: number,
    readonly turns: number,
  ) {
    super();
  }
  override getPoint(part: number, target = new Vector3()): Vector3 {
    const angle = 2 * Math.PI * this.turns * part;
    return target.set(this.radius * Math.cos(angle), this.height * part, this.radius * Math.sin(angle));
  }
}

/** A spring that stands on the origin. */
export function coil(radius: number, height: number, turns: number, thick: number): BufferGeometry {
  return new TubeGeometry(new Helix(radius, height, turns), turns * 13, thick, 5, false);
}

/** A star with five points that faces us. */
export function star(radius: number, thick: number): BufferGeometry {
  const outline = new Shape();
  for (let point = 0; point < 10; point++) {
    const angle = Math.PI / 2 + (point * Math.PI) / 5;
    const far = point % 2 === 0 ? radius : radius * 0.52;
    outline[point === 0 ? "moveTo" : "lineTo"](far * Math.cos(angle), far * Math.sin(angle));
  }
  return new ExtrudeGeometry(outline, {
    depth: thick,
    bevelSize: radius * 0.13,
    bevelThickness: thick * 0.8,
    bevelSegments: 3,
  });
}
