import { codeOf, isTest, type Source } from './sources.ts';

/** A rule about what may be written where. */
export interface CodeRule {
  says: string;
  /** What must not stand in the code. */
  never: RegExp;
  /** Modules the rule is about. */
  where: RegExp;
  /** Modules that are the rule's one home. */
  except?: RegExp;
  /** What to do instead. */
  instead: string;
  /** Code that breaks it, to show that it can fail. */
  broken: Source;
}

const feature = (text: string): Source => ({ path: 'packages/api/src/features/trade/billing/x.ts', text });

export const CODE_RULES: CodeRule[] = [
  {
    says: 'the environment is read in one file',
    never:
      /process\s*\.\s*env|\benv\s*\}\s*=\s*process\b|import\.meta\.env\.(?!DEV\b|PROD\b|MODE\b|BASE_URL\b)/,
    where: /^packages\/[^/]+\/src\//,
    except: /^packages\/api\/src\/kernel\/config\.ts$/,
    instead: 'read it in kernel/config.ts and hand the value down',
    broken: feature(`const url = process.env['DATABASE_URL'];`),
  },
  {
    says: 'features take the time from the scope',
    never: /\bDate\s*\.\s*now\s*\(|\bnew\s+Date\s*\(\s*\)/,
    where: /^packages\/(api\/src\/features|shared\/src)\//,
    instead: 'use scope.now, services.clock or an argument, so that tests can move it',
    broken: feature('const at = new Date( );'),
  },
  {
    says: '[S13] rows are reached through a scope only',
    never:
      /\.\s*(?:getConnection|getKnex|getKysely|getClient|createQueryBuilder|fork)\s*\(|\bnew\s+(?:pg\.)?(?:Pool|Client)\s*\(|\bem\s*\.\s*execute\s*\(|\bdatabase\s*\.\s*(?:pool|orm)\b|\bpool\s*\.\s*(?:query|connect)\s*\(/,
    where: /^packages\/api\/src\/(features|app\.ts)/,
    // The one look at the database before anything is served, and the databases of others.
    except:
      /^packages\/api\/src\/(app|features\/service\/connectors\/sql-mail\/session|features\/service\/connectors\/testing\/.*)\.ts$/,
    instead: 'use scope.sql, scope.load or scope.insert',
    broken: feature('await scope.em.getConnection().execute(sql);'),
  },
  {
    says: '[S5] what identifies the tenant is set by the kernel only',
    never:
      /set_config\s*\(|set\s+(?:local\s+|session\s+)?(?:role|session\s+authorization)\b|steward\.(?:reseller|company|end_user|person|membership)_id'?\s*(?:=|,)/i,
    where: /^packages\/api\/src\/(features|demo)\//,
    instead: 'let Scopes.run enter the scope; a condition reads the tenant with setting()',
    broken: feature('await scope.sql(`set local role steward_platform`);'),
  },
  {
    says: '[S11] the tenant comes from the session, never from a header',
    never: /headers\s*(?:\.|\[)\s*['"`]?x-(?:tenant|reseller|company|membership)/i,
    where: /^packages\/api\/src\//,
    instead: 'use scope.actor',
    broken: feature(`const tenant = request.headers['x-tenant-id'];`),
  },
  {
    says: '[S67] a dialogue gives the focus back',
    never: /<(?:Modal|Drawer)\b/,
    where: /^packages\/web\/src\//,
    except: /^packages\/web\/src\/ui\/Dialogue\.tsx$/,
    instead: 'use FormModal, ConfirmButton or Dialogue of web/src/ui',
    broken: { path: 'packages/web/src/features/trade/billing/X.tsx', text: 'return <Modal opened />;' },
  },
  {
    says: 'nothing is skipped, focused or silenced',
    never:
      /\b(?:test|it|describe)\s*\.\s*(?:only|skip|todo|fails)\b|@ts-(?:ignore|nocheck|expect-error)|eslint-disable/,
    where: /^packages\//,
    except: /^packages\/api\/test\/guards\//,
    instead: 'make it pass or take it out',
    broken: feature('test.only(x);'),
  },
];

/** Code that SQL is written in stands in texts, so rules about SQL look at these too. */
const LOOKS_AT_TEXTS = /S5|S11|skipped/;

export function codeProblems(rule: CodeRule, sources: readonly Source[]): string[] {
  return sources
    .filter(
      ({ path }) =>
        rule.where.test(path) &&
        !rule.except?.test(path) &&
        (rule.where.source === '^packages\\/' || !isTest(path)),
    )
    .flatMap(({ path, text }) => {
      const code = LOOKS_AT_TEXTS.test(rule.says) ? text : codeOf(text);
      const found = rule.never.exec(code);
      return found ? [`${path}: "${found[0].trim()}": ${rule.instead}.`] : [];
    });
}

/** Every verb that people can do stands in a file of its own that is named for it. */
export function verbFileProblems(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => path.startsWith('packages/api/src/features/') && !isTest(path))
    .flatMap(({ path, text }) => [...text.matchAll(VERB)].flatMap((found) => verbProblems(path, found)));
}

const VERB =
  /(?:export const (\w+) = )?\b(?:verb|outsideVerb)\(\{((?:(?!\n {2}(?:async )?(?:run|plan)\()[\s\S])*)/g;

function verbProblems(path: string, [, variable, head = '']: RegExpExecArray): string[] {
  // What only the product itself does is a step of something, and may stand beside it.
  if (head.includes("permission: 'system'")) return [];
  const name = /\bname: '(\w+)'/.exec(head)?.[1];
  if (!name || !variable)
    return [`${path}: declare the verb as "export const x = verb({ name: 'x', …" so that it can be found.`];
  const file = `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`;
  const problems: string[] = [];
  if (variable !== name)
    problems.push(`${path}: the verb ${name} is exported as ${variable}: one word everywhere.`);
  if (!path.endsWith(`/${file}`))
    problems.push(`${path}: the verb ${name} belongs in ${file}, a file of its own.`);
  return problems;
}
