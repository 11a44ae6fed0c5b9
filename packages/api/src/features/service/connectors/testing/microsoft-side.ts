import type { Wanted } from '../connector-kind.ts';
import {
  type MicrosoftCredentials,
  type MicrosoftSettings,
  microsoftSettings,
} from '../microsoft-365/settings.ts';
import type { RemoteSide } from './connector-contract.ts';
import type { GraphUser } from './graph-directory.ts';
import { type GraphStandIn, startGraphStandIn } from './graph-stand-in.ts';
import { CLIENT_ID, SECRET, TENANT } from './graph-tokens.ts';

export const CREDENTIALS: MicrosoftCredentials = { clientSecret: SECRET, certificate: '', privateKey: '' };

/** The stand-in as the contract wants it. */
export async function startMicrosoft(
  given: Partial<MicrosoftSettings> = {},
): Promise<RemoteSide<MicrosoftSettings, MicrosoftCredentials> & { graph: GraphStandIn }> {
  const graph = await startGraphStandIn();
  const settings = microsoftSettings.parse({
    tenant: TENANT,
    clientId: CLIENT_ID,
    licences:
      'MAIL-50 = EXCHANGESTANDARD without YAMMER_MIDSIZE\nSEAT = O365_BUSINESS_PREMIUM\nPHONE = MCOEV',
    groups: "MAIL-50 = All staff, Sales, Zoë's friends\nSEAT = All staff",
    timeZone: 'GMT Standard Time',
    language: 'en-GB',
    atTheEnd: 'DELETED',
    ...given,
  });
  const drift = (deed: (user: GraphUser) => void) => (wanted: Wanted) => {
    deed(graph.of(wanted));
    return Promise.resolve();
  };
  return {
    graph,
    host: '127.0.0.1',
    port: graph.port,
    settingsAt: (host, port) => ({
      ...settings,
      loginUrl: `http://${host}:${port}`,
      graphUrl: `http://${host}:${port}`,
    }),
    credentials: CREDENTIALS,
    wrongCredentials: { ...CREDENTIALS, clientSecret: 'hunter2-is-not-it' },
    wrongSecret: 'hunter2-is-not-it',
    count: () => Promise.resolve(graph.users.size),
    drift: {
      account: drift((user) => {
        user.userPrincipalName = `moved.${user.userPrincipalName}`;
      }),
      reference: drift((user) => {
        user.onPremisesExtensionAttributes = {};
      }),
      name: drift((user) => {
        user.displayName = 'Somebody Else';
      }),
      givenName: drift((user) => {
        user.givenName = 'Else';
      }),
      familyName: drift((user) => {
        user.surname = null;
      }),
      enabled: drift((user) => {
        user.accountEnabled = false;
      }),
      usageLocation: drift((user) => {
        user.usageLocation = 'FR';
      }),
      licence: drift((user) => {
        user.assignedLicenses = [];
      }),
      withoutPlans: drift((user) => {
        user.assignedLicenses = user.assignedLicenses.map(({ skuId }) => ({ skuId, disabledPlans: [] }));
      }),
      groups: drift((user) => {
        for (const { members } of graph.groups.values()) members.delete(user.id);
      }),
      timeZone: drift((user) => {
        user.mailbox.timeZone = 'UTC';
      }),
      language: drift((user) => {
        user.mailbox.language = { locale: 'de-DE' };
      }),
    },
    passing: {
      forwardTo: drift((user) => {
        user.rules = user.rules.filter(({ displayName }) => displayName !== 'Steward: pass mail on');
      }),
      reply: drift((user) => {
        user.mailbox.automaticRepliesSetting = {
          status: 'alwaysEnabled',
          externalReplyMessage: 'On the beach.',
        };
      }),
    },
    vanish(wanted) {
      graph.users.delete(graph.of(wanted).id);
      return Promise.resolve();
    },
    crowd: {
      retryAfterMs: 17_000,
      begin: async () => {
        graph.state.throttled = '17';
      },
      end: async () => {
        graph.state.throttled = null;
      },
    },
    readOnly: async (on) => {
      graph.state.readOnly = on;
    },
    stop: graph.stop,
  };
}
