import { kindOf, type Shape, type Wanted } from '../connectors/index.ts';
import type { Reached } from './provided-service.ts';

/** What is wanted, as a connector would have it. Null if its settings are of no use (any more). */
export function shapeOf({ kind, settings }: Reached, wanted: Wanted): Shape | null {
  const definition = kindOf(kind);
  const known = definition?.settings.safeParse(settings);
  return definition && known?.success ? definition.shape(wanted, known.data) : null;
}
