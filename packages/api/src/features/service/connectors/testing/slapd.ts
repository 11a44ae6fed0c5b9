import { execFile, spawn } from 'node:child_process';
import { accessSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Attribute, Change, Client } from 'ldapts';
import { freePort } from '../../../../kernel/testing/free-port.ts';
import type { Wanted } from '../connector-kind.ts';
import { type LdapCredentials, type LdapSettings, ldapSettings } from '../ldap/settings.ts';
import type { RemoteSide } from './connector-contract.ts';

const SLAPD = '/usr/sbin/slapd';
const SCHEMAS = '/etc/ldap/schema';

const there = (path: string): boolean => {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
};

/** Whether this machine has OpenLDAP's server (`apt-get install slapd`). */
export const hasSlapd = there(SLAPD) && there(SCHEMAS);
if (!hasSlapd) {
  process.stderr.write(
    'LDAP: left out, since there is no slapd here (apt-get install slapd would bring it).\n',
  );
}

export const SUFFIX = 'dc=example,dc=com';
export const BASE = `ou=customers,${SUFFIX}`;

/** How two directories keep their accounts. */
const LAYOUTS = {
  openldap: {
    schema: `
attributetype ( 2.16.840.1.113730.3.1.13 NAME 'mailAlternateAddress' EQUALITY caseIgnoreIA5Match SYNTAX 1.3.6.1.4.1.1466.115.121.1.26{256} )
objectclass ( 2.16.840.1.113730.3.2.3 NAME 'mailRecipient' SUP top AUXILIARY MAY ( mailAlternateAddress ) )`,
    settings: {
      aliases: 'MAIL_ALTERNATE_ADDRESS',
      objectClasses: 'mailRecipient',
      group: 'cn={product},ou={company},ou={reseller}',
    },
    login: 'uid',
    aliasAttribute: 'mailAlternateAddress',
    suspended: ['pwdAccountLockedTime', '000001010000Z'],
  },
  // What Active Directory calls its classes and attributes, as far as accounts are concerned.
  activeDirectory: {
    schema: `
attributetype ( 1.2.840.113556.1.4.656 NAME 'userPrincipalName' EQUALITY caseIgnoreMatch SUBSTR caseIgnoreSubstringsMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.4.221 NAME 'sAMAccountName' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15{20} SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.4.8 NAME 'userAccountControl' EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.4.90 NAME 'unicodePwd' SYNTAX 1.3.6.1.4.1.1466.115.121.1.40 SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.2.210 NAME 'proxyAddresses' EQUALITY caseIgnoreMatch SUBSTR caseIgnoreSubstringsMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )
attributetype ( 1.2.840.113556.1.4.750 NAME 'groupType' EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
objectclass ( 1.2.840.113556.1.5.9 NAME 'user' SUP organizationalPerson STRUCTURAL MAY ( givenName $ displayName $ mail $ userPrincipalName $ sAMAccountName $ userAccountControl $ unicodePwd $ proxyAddresses $ carLicense ) )
objectclass ( 1.2.840.113556.1.5.8 NAME 'group' SUP top STRUCTURAL MUST ( cn $ groupType ) MAY ( member $ sAMAccountName ) )`,
    settings: {
      directory: 'ACTIVE_DIRECTORY',
      aliases: 'PROXY_ADDRESSES',
      group: 'cn={product},ou={company},ou={reseller}',
    },
    login: 'userPrincipalName',
    aliasAttribute: 'proxyAddresses',
    suspended: ['userAccountControl', '514'],
  },
} as const;

export interface DirectoryServer extends RemoteSide<LdapSettings, LdapCredentials> {
  /** Where it speaks TLS from the first byte. */
  securePort: number;
  /** Its certificate, which is its own authority. */
  certificate: string;
  /** The directory as its manager sees it. */
  manager: Client;
  /** What stands in somebody’s entry. */
  entryOf(wanted: Wanted): Promise<Record<string, unknown> & { dn: string }>;
}

/** A real directory on loopback: OpenLDAP’s server with a configuration and data of its own. */
export async function startDirectory(layout: keyof typeof LAYOUTS): Promise<DirectoryServer> {
  const folder = await mkdtemp(join(tmpdir(), 'steward-slapd-'));
  const [port, securePort] = [await freePort(), await freePort()];
  const { schema, settings, login, aliasAttribute, suspended } = LAYOUTS[layout];
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=directory.example'],
    ...[
      '-addext',
      'subjectAltName=IP:127.0.0.1',
      '-keyout',
      join(folder, 'key'),
      '-out',
      join(folder, 'cert'),
    ],
  ]);
  const schemas = ['core', 'cosine', 'inetorgperson'].map((name) => `include ${SCHEMAS}/${name}.schema`);
  await writeFile(
    join(folder, 'slapd.conf'),
    `${schemas.join('\n')}
${schema}
pidfile ${folder}/pid
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload ppolicy
moduleload back_monitor
TLSCertificateFile ${folder}/cert
TLSCertificateKeyFile ${folder}/key
database mdb
maxsize 67108864
suffix ${SUFFIX}
rootdn cn=manager,${SUFFIX}
rootpw manager-of-this-test
directory ${folder}
dbnosync
index objectClass,mail,member,${login} eq
index carLicense eq,sub
limits dn.exact=cn=steward,${SUFFIX} size=250 size.prtotal=unlimited
access to attrs=userPassword by dn.exact=cn=steward,${SUFFIX} write by anonymous auth by * none
access to dn.subtree=${BASE} by dn.exact=cn=steward,${SUFFIX} manage by * none
access to * by dn.exact=cn=steward,${SUFFIX} read by * none
overlay ppolicy
ppolicy_default cn=policy,${SUFFIX}
database monitor
rootdn cn=manager,${SUFFIX}
`,
  );
  const urls = `ldap://127.0.0.1:${port} ldaps://127.0.0.1:${securePort}`;
  const server = spawn(SLAPD, ['-d', '0', '-f', join(folder, 'slapd.conf'), '-h', urls], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  server.stderr.on('data', (chunk) => {
    said += String(chunk);
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const manager = new Client({ url: `ldap://127.0.0.1:${port}`, timeout: 10_000 });
  const signIn = () => manager.bind(`cn=manager,${SUFFIX}`, 'manager-of-this-test');
  for (const startedAt = Date.now(); ; ) {
    const outcome = await signIn().catch((error: Error) => error);
    if (!(outcome instanceof Error)) break;
    if (server.exitCode !== null || Date.now() - startedAt > 20_000)
      throw new Error(`slapd: ${said}`, { cause: outcome });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const credentials = { user: `cn=steward,${SUFFIX}`, password: 'what-steward-signs-in-with' };
  await manager.add(SUFFIX, { objectClass: ['dcObject', 'organization'], dc: 'example', o: 'Example' });
  await manager.add(BASE, { objectClass: 'organizationalUnit', ou: 'customers' });
  await manager.add(`cn=policy,${SUFFIX}`, {
    objectClass: ['device', 'pwdPolicy'],
    cn: 'policy',
    pwdAttribute: 'userPassword',
    pwdLockout: 'TRUE',
  });
  await manager.add(credentials.user, {
    objectClass: 'person',
    cn: 'steward',
    sn: 'Steward',
    userPassword: credentials.password,
  });
  const parsed = ldapSettings.parse({ host: '127.0.0.1', baseDn: BASE, encryption: 'NONE', ...settings });
  const entryOf = async ({ person }: Wanted) => {
    const filter = `(mail=${person?.address})`;
    const { searchEntries } = await manager.search(BASE, { filter, attributes: ['*', '+'] });
    return searchEntries[0] as Record<string, unknown> & { dn: string };
  };
  const alter =
    (operation: 'replace' | 'delete', type: string, ...values: string[]) =>
    async (wanted: Wanted) => {
      const { dn } = await entryOf(wanted);
      await manager.modify(dn, new Change({ operation, modification: new Attribute({ type, values }) }));
    };
  const names = layout === 'openldap' ? ['cn', 'displayName'] : ['displayName'];
  return {
    host: '127.0.0.1',
    port,
    securePort,
    certificate: await readFile(join(folder, 'cert'), 'utf8'),
    manager,
    entryOf,
    settingsAt: (host, at) => ({ ...parsed, host, port: at }),
    credentials,
    wrongCredentials: { ...credentials, password: 'hunter2-is-not-it' },
    wrongSecret: 'hunter2-is-not-it',
    async count() {
      const found = await manager.search(BASE, { filter: '(objectClass=person)', attributes: ['1.1'] });
      return found.searchEntries.length;
    },
    drift: {
      async name(wanted) {
        for (const name of names) await alter('replace', name, 'Somebody Else')(wanted);
      },
      givenName: alter('delete', 'givenName'),
      familyName: alter('replace', 'sn', 'Else'),
      mail:
        layout === 'openldap'
          ? async (wanted) => {
              const { dn } = await entryOf(wanted);
              const modification = new Attribute({ type: 'mail', values: ['else@globex.example'] });
              await manager.modify(dn, new Change({ operation: 'replace', modification }));
            }
          : alter('replace', 'proxyAddresses', 'SMTP:else@globex.example'),
      aliases: alter('delete', aliasAttribute),
      active: alter('replace', suspended[0], suspended[1]),
      reference: alter('delete', 'carLicense'),
      async unit(wanted) {
        const { dn } = await entryOf(wanted);
        await manager.modifyDN(dn, `${dn.slice(0, dn.indexOf(','))},${BASE}`);
      },
      async login(wanted) {
        if (layout === 'activeDirectory')
          return alter('replace', login, `else.${wanted.person?.address}`)(wanted);
        const { dn } = await entryOf(wanted);
        await manager.modifyDN(dn, dn.replace('uid=', 'uid=else.'));
      },
      async groups(wanted) {
        const { dn } = await entryOf(wanted);
        const group = `cn=${wanted.productCode},ou=GLX,ou=NW,${BASE}`;
        const modification = new Attribute({ type: 'member', values: [dn] });
        await manager.modify(group, new Change({ operation: 'delete', modification }));
      },
    },
    async vanish(wanted) {
      await manager.del((await entryOf(wanted)).dn);
    },
    async readOnly(on) {
      const modification = new Attribute({ type: 'readOnly', values: [on ? 'TRUE' : 'FALSE'] });
      await manager.modify(
        'cn=Database 1,cn=Databases,cn=Monitor',
        new Change({ operation: 'replace', modification }),
      );
    },
    // An answer that says it is half a gigabyte long.
    floods: (socket) => void socket.write(Buffer.from([0x30, 0x84, 0x20, 0, 0, 0])),
    async stop() {
      await manager.unbind();
      server.kill('SIGINT');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
