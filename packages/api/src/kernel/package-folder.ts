import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder of the API package, the same from its sources and from its bundle. */
export const packageFolder: string = (() => {
  let folder = import.meta.dirname;
  while (!existsSync(path.join(folder, 'migrations'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error('The folder packages/api/migrations is missing.');
    folder = parent;
  }
  return folder;
})();
