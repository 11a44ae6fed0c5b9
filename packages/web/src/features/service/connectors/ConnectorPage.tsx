import { Button, Group, Stack, Text } from '@mantine/core';
import { IconTestPipe } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCards } from '../../../frame/slots.tsx';
import { words } from '../../../lib/words.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import { type Fact, Facts } from '../../../ui/Facts.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { useConnectorDeeds } from './ConnectorDeeds.tsx';
import { kindWords, stateOf } from './connector.ts';
import type { Kind } from './kinds.ts';

const ConnectorDocument = graphql(`
  query Connector($id: ID!) {
    connector(id: $id) {
      id
      kind
      name
      url
      settingValues {
        name
        value
      }
      testedAt
      testOutcome
      testWords
      testDetail
      disabledAt
      credentialsSetAt
      credentialsSetBy
      createdAt
      products {
        id
        code
        name
      }
    }
  }
`);

type Shown = NonNullable<ResultOf<typeof ConnectorDocument>['connector']>;

/** One system that sets services up: where it is, what it sets up, whether it answers, and what goes on there; for staff [P2]. */
export function ConnectorPage() {
  const { connectorId = '' } = useParams({ strict: false });
  const read = useRead(ConnectorDocument, { id: connectorId }, { types: ['Connector', 'Product'] });
  const cards = useCards('connector');
  const deeds = useConnectorDeeds();
  return (
    <Loaded from={read} whole>
      {({ connector }) => {
        if (!connector) return null;
        const { id, kind, name } = connector;
        const { state, label } = stateOf(connector);
        const items = deeds.items(connector);
        return (
          <>
            <DetailPage
              header={{
                title: name,
                badge: <StateBadge state={state} label={label} />,
                crumbs: [{ label: 'Connectors', link: { to: '/connectors' } }],
                actions: (
                  <>
                    <RowMenu of={name} items={items.filter((item) => item.label !== TEST)} />
                    {kind !== 'WEBHOOK' && (
                      <Button leftSection={<IconTestPipe size={16} />} onClick={() => deeds.test(id)}>
                        {TEST}
                      </Button>
                    )}
                  </>
                ),
              }}
              facts={factsOf(connector)}
              asideFirst
              aside={[
                ...cards({ id, kind }),
                <Settings key="settings" connector={connector} kind={deeds.kindOf(connector)} />,
              ]}
            />
            {deeds.dialogues(() => connector)}
          </>
        );
      }}
    </Loaded>
  );
}

const TEST = 'Test connection';

const factsOf = (connector: Shown): Fact[] => {
  const { kind, url, products, credentialsSetAt, credentialsSetBy, createdAt } = connector;
  return [
    ['Kind', kindWords(kind)],
    [
      'Address',
      <Text key="url" span ff="monospace" fz="sm" style={{ overflowWrap: 'anywhere' }}>
        {url}
      </Text>,
    ],
    ...(kind === 'WEBHOOK' ? [] : [['Last test', <LastTest key="test" connector={connector} />] as const]),
    [
      kind === 'WEBHOOK' ? 'Secret' : 'Credentials',
      credentialsSetAt ? (
        <span key="credentials">
          Entered <DateText at={credentialsSetAt} as="ago" />
          {credentialsSetBy && ` by ${credentialsSetBy}`}; never shown
        </span>
      ) : (
        'Never shown'
      ),
    ],
    [
      'Products',
      products.length > 0 && (
        <Stack key="products" gap={2}>
          {products.map((product) => (
            <TextLink key={product.id} to="/products" search={{ q: product.code }} inherit>
              {product.name}
            </TextLink>
          ))}
        </Stack>
      ),
    ],
    ['Added', <DateText key="added" at={createdAt} as="day" />],
  ];
};

function LastTest({ connector }: { connector: Shown }): ReactNode {
  const { testedAt, testOutcome, testWords, testDetail } = connector;
  if (!testOutcome) return 'Not tested';
  return (
    <Stack gap={2}>
      <Group gap="xs">
        <StateBadge
          state={testOutcome === 'DONE' ? 'ACTIVE' : 'FAILED'}
          label={testOutcome === 'DONE' ? 'Succeeded' : 'Failed'}
        />
        <DateText at={testedAt} as="ago" />
      </Group>
      <Text span inherit>
        {testWords}
      </Text>
      {testDetail && (
        <Text span ff="monospace" fz="xs" style={{ overflowWrap: 'anywhere' }}>
          {testDetail}
        </Text>
      )}
    </Stack>
  );
}

/** What its kind was told, in the words of its form; a webhook has an address only. */
function Settings({
  connector: { settingValues },
  kind,
}: {
  connector: Shown;
  kind: Kind | undefined;
}): ReactNode {
  if (!kind) return null;
  const facts = kind.settings.flatMap(({ name, title, section, type }): Fact[] => {
    const value = settingValues.find((setting) => setting.name === name)?.value;
    if (value === undefined) return [];
    const said =
      type === 'FLAG' ? (value === 'true' ? 'Yes' : 'No') : type === 'CHOICE' ? words(value) : value;
    const label = kind.settings.some((other) => other.title === title && other.name !== name)
      ? `${section}: ${title.toLowerCase()}`
      : title;
    return [
      [
        label,
        <Text key={name} span inherit style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>
          {said}
        </Text>,
      ],
    ];
  });
  return (
    <Section title="Settings">
      <Facts facts={facts} />
    </Section>
  );
}
