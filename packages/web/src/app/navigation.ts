import type { Viewer } from '../data/viewer.ts';
import type { Feature, More } from '../frame/feature.ts';
import type { Task } from '../frame/home.ts';
import { type Entry, type Group, grouped, isFor, type Place } from '../frame/places.ts';
import * as listed from './features.ts';

/** All features of the console. */
export const features: readonly Feature[] = Object.values(listed).map(({ feature }) => feature);

/** The places that this viewer may go to, in their groups; what stands beside another is a tab there. */
export function navigationFor(features: readonly Feature[], viewer: Viewer): Group[] {
  return grouped(placesOf(features).filter((place) => !place.beside && isFor(place, viewer)));
}

/** All of them, tabs included, in the same order. */
export function placesFor(features: readonly Feature[], viewer: Viewer): readonly Place[] {
  return grouped(placesOf(features).filter((place) => isFor(place, viewer))).flatMap(({ places }) => places);
}

/** Whether the page, or the list it hangs from, is one that this viewer's navigation leaves out. */
export function isClosed(features: readonly Feature[], viewer: Viewer, path: string): boolean {
  const around = placesOf(features).filter(({ to }) => isAt(path, to));
  return around.length > 0 && !around.some((place) => isFor(place, viewer));
}

/**
 * Where to go on after a change of membership: the same place if there is one, without what belongs to the former one; a page
 * about one thing gives way to the list that it hangs from. Whether the new one may go there is for `isClosed` to say.
 */
export function placeAlike(features: readonly Feature[], path: string): string {
  if (!ID.test(path)) return path;
  const around = placesOf(features).filter(({ to }) => to !== '/' && isAt(path, to));
  return around.sort((a, b) => b.to.length - a.to.length)[0]?.to ?? '/';
}

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-/;

/** What this viewer may begin from the command palette. */
export function actionsFor(more: readonly More[], viewer: Viewer): Entry[] {
  return more.flatMap(({ actions }) => actions ?? []).filter((action) => isFor(action, viewer));
}

/** Whether a path is a place's, or hangs from it. */
export const isAt = (path: string, to: string): boolean => path === to || path.startsWith(`${to}/`);

/** How many things wait at places: what home's tasks count that lead there. */
export function waitingAt(tasks: readonly Task[], places: readonly Pick<Place, 'to'>[]): number {
  return tasks
    .filter(({ href }) => places.some(({ to }) => href.split('?')[0] === to))
    .reduce((sum, { count }) => sum + count, 0);
}

const placesOf = (features: readonly Feature[]): Place[] => features.flatMap(({ places }) => places ?? []);
