// Building: tiles put in order, by touch, by dragging or by keys. A tile is known by its place in the tray.
import type { Answer, Served, ShownBuild, Solution } from "../../api/types";
import { sounds } from "../../ui/sounds.svelte";
import type { Sitting } from "../sitting.svelte";
import { HandTurn } from "./hand-turn.svelte";

export class BuildTurn extends HandTurn {
  placed = $state<number[]>([]);
  readonly content: ShownBuild;

  constructor(served: Served, content: ShownBuild, sitting: Sitting) {
    super(served, content.prompt, sitting);
    this.content = content;
  }

  get complete(): boolean {
    return this.placed.length > 0;
  }

  protected get answer(): Answer {
    return { type: "built", tiles: [...this.placed] };
  }

  get built(): string {
    return this.placed.map((tile) => this.content.tiles[tile]).join(this.content.joined);
  }

  /** Puts a tile before the one at this rank; at the end without. */
  place(tile: number, rank = this.placed.length): void {
    if (!this.touch()) return;
    const others = this.placed.filter((one) => one !== tile);
    this.placed = others.toSpliced(Math.min(rank, others.length), 0, tile);
    sounds.play("place");
  }

  remove(tile: number): void {
    if (this.touch()) this.placed = this.placed.filter((one) => one !== tile);
  }

  toggle(tile: number): void {
    if (this.placed.includes(tile)) this.remove(tile);
    else this.place(tile);
  }

  /** One place forward or back, for who uses keys. */
  move(tile: number, by: 1 | -1): void {
    this.place(tile, Math.max(0, this.placed.indexOf(tile) + by));
  }

  /** The first tile left in the tray with this text. */
  free(text: string): number | undefined {
    const wanted = text.toLocaleLowerCase("fr");
    const found = this.content.tiles.findIndex(
      (one, tile) => one.toLocaleLowerCase("fr") === wanted && !this.placed.includes(tile),
    );
    return found < 0 ? undefined : found;
  }

  protected takeBack(kept: readonly number[]): void {
    this.placed = this.placed.filter((tile) => kept.includes(tile));
  }

  protected show(solution: Solution, step: number): boolean {
    const text = solution.tiles?.[step];
    const tile = text === undefined ? undefined : this.free(text);
    if (tile === undefined) return false;
    this.placed = [...this.placed, tile];
    return true;
  }

  protected said(solution: Solution): string[] {
    const tiles = solution.tiles ?? [];
    return this.content.joined === "\n" ? tiles : [tiles.join(this.content.joined)];
  }

  protected override gather(): void {
    const { written } = this.sitting.gathered;
    if (this.content.joined === "" && !written.includes(this.built)) written.push(this.built);
  }
}
