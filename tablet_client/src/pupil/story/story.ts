// The long story: what the server says of it, and what was told.
import { api, unwrap } from "../../api/client";
import type { Episode, Story } from "../../api/types";

export const readStory = (): Promise<Story> => unwrap(api.GET("/api/story"));

export const readEpisode = (episode_id: string): Promise<Episode> =>
  unwrap(api.GET("/api/story/episodes/{episode_id}", { params: { path: { episode_id } } }));

/** It was told to the end; twice is the same as once. */
export const keepTold = (told: { id: string; round: number }): Promise<Story> =>
  unwrap(api.POST("/api/story/told", { body: { piece: told.id, round: told.round } }));

/** Where each world lies on the map, in hundredths of its width and height. */
export const PLACES: Record<string, [number, number]> = {
  port: [13, 68],
  foret: [14, 30],
  marche: [33, 47],
  jardin: [37, 15],
  montagne: [61, 19],
  ville: [84, 26],
  grotte: [86, 62],
  dunes: [62, 76],
  mer: [60, 46],
};
