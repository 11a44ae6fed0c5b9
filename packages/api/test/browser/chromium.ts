import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

/** How to start a browser: the program, and variables that it needs besides those of this process. */
export interface ChromiumProgram {
  executablePath: string;
  env: Record<string, string>;
}

const CACHE = path.resolve(import.meta.dirname, '../../../../node_modules/.cache');
const PACKAGE = path.dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium'));

/**
 * The Chromium that comes from the package registry, unpacked once per installation, or the one that CHROMIUM_PATH names.
 * It brings what a bare machine lacks: the libraries that its package means for one host's containers (NSS, NSPR, Expat),
 * and a font, without which every text would be 0 pixels high.
 */
export async function chromiumProgram(): Promise<ChromiumProgram> {
  const own = process.env.CHROMIUM_PATH;
  if (own) return { executablePath: own, env: {} };
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(
      'The Chromium of the registry is for Linux on x64: let CHROMIUM_PATH name one that runs here.',
    );
  const folder = path.join(CACHE, `steward-chromium-${versionOf(PACKAGE)}`);
  if (!existsSync(folder)) await unpack(folder);
  const libraries = [path.join(folder, 'al2023/lib'), process.env.LD_LIBRARY_PATH].filter(Boolean);
  return {
    executablePath: path.join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: libraries.join(':'), FONTCONFIG_FILE: path.join(folder, 'fonts.conf') },
  };
}

function versionOf(folder: string): string {
  return (JSON.parse(readFileSync(path.join(folder, '../package.json'), 'utf8')) as { version: string })
    .version;
}

/** Two test files may do this at the same time, so the folder appears whole or not at all. */
async function unpack(folder: string): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const staging = await mkdtemp(path.join(CACHE, 'unpacking-'));
  try {
    // In a process of its own: the package unpacks into TMPDIR, and its libraries only where it takes itself to be at
    // that host.
    await promisify(execFile)(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`,
      ],
      {
        cwd: import.meta.dirname,
        env: { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
      },
    );
    await writeFile(path.join(staging, 'fonts.conf'), fontsConf(folder));
    await rename(staging, folder).catch((error: NodeJS.ErrnoException) => {
      // Someone else was faster.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

const fontsConf = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path.join(folder, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${path.join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;
