import { Button, Group, Text } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import type { Fact } from '../../../ui/Facts.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { Holders } from './Holders.tsx';
import { EditLine } from './LineForms.tsx';
import { type LineMove, MoveLines } from './MoveLines.tsx';
import { LINE_ACCESS, LINE_STATES, placeOf, speedText } from './words.ts';

const LineDocument = graphql(`
  query Line($id: ID!) {
    line(id: $id) {
      id
      access
      supplier
      reference
      downMbps
      upMbps
      ranges
      building
      street
      town
      postcode
      state
      dueOn
      liveOn
      ceasedOn
      note
      createdAt
      holdings {
        id
        heldFrom
        heldUntil
        endUser {
          id
          displayName
        }
      }
      addresses {
        id
        range
        givenFrom
        givenUntil
      }
      endUser {
        id
        displayName
      }
      subscription {
        id
        reference
      }
      company {
        id
        name
      }
    }
  }
`);
type Shown = NonNullable<ResultOf<typeof LineDocument>['line']>;

const RemoveDocument = graphql(`
  mutation RemoveLine($input: RemoveLineInput!) {
    removeLine(input: $input)
  }
`);

/** One line: what it is, where it is installed, its addresses and which it has had [R2]. */
export function LinePage() {
  const { lineId = '' } = useParams({ strict: false });
  const read = useRead(LineDocument, { id: lineId }, { types: ['EndUser'] });
  const { level } = useViewer();
  const can = useCan();
  const [deed, begin] = useState<'EDIT' | LineMove>();
  const close = () => begin(undefined);
  return (
    <Loaded from={read} whole>
      {({ line }) => {
        if (!line) return null;
        const { company, endUser, subscription } = line;
        const facts: (Fact | false)[] = [
          ['Access', LINE_ACCESS[line.access]],
          ['Supplier', line.supplier],
          ['Reference', <CopyText key="reference" text={line.reference} label="reference" />],
          [
            'Company',
            level === 'COMPANY' ? (
              company.name
            ) : (
              <TextLink key="company" to="/companies/$companyId" params={{ companyId: company.id }} inherit>
                {company.name}
              </TextLink>
            ),
          ],
          ['Speed', speedText(line)],
          ['Installed at', placeOf(line)],
          endUser !== null && [
            'Person',
            <TextLink key="person" to="/end-users/$endUserId" params={{ endUserId: endUser.id }} inherit>
              {endUser.displayName}
            </TextLink>,
          ],
          subscription !== null && ['Service', subscription.reference],
          line.state === 'ORDERED' && ['Due', <DateText key="due" at={line.dueOn} as="day" />],
          line.liveOn !== null && ['Live since', <DateText key="live" at={line.liveOn} as="day" />],
          line.ceasedOn !== null && ['Ceased', <DateText key="ceased" at={line.ceasedOn} as="day" />],
          ['Note', line.note],
          ['Added', <DateText key="added" at={line.createdAt} as="day" />],
        ];
        return (
          <>
            <DetailPage
              header={{
                title: line.reference,
                badge: (
                  <StateBadge state={`LINE_${line.state}`} label={LINE_STATES[line.state] ?? line.state} />
                ),
                crumbs: [{ label: 'Lines', link: { to: '/lines' } }],
                actions: can('LINE_WRITE') && <Deeds line={line} begin={begin} />,
              }}
              facts={facts.filter((fact) => fact !== false)}
              aside={[
                <Addresses key="addresses" line={line} />,
                <Holders key="holders" holdings={line.holdings} />,
              ]}
            />
            {deed === 'EDIT' && <EditLine line={line} onClose={close} />}
            {deed && deed !== 'EDIT' && <MoveLines ids={[line.id]} to={deed} onClose={close} />}
          </>
        );
      }}
    </Loaded>
  );
}

const WHOLE = /\/(32|128)$/;

function Addresses({ line }: { line: Shown }) {
  const addresses = line.addresses ?? [];
  return (
    <Section title="IP addresses">
      {addresses.length === 0 ? (
        <Text c="dimmed">None.</Text>
      ) : (
        <Lines>
          {addresses.map(({ id, range, givenFrom, givenUntil }) => {
            const [, length] = WHOLE.exec(range) ?? [];
            const text = length === (range.includes(':') ? '128' : '32') ? range.replace(WHOLE, '') : range;
            return (
              <li key={id}>
                <Group justify="space-between" gap="xs">
                  {givenUntil ? <Text c="dimmed">{text}</Text> : <CopyText text={text} label="IP address" />}
                  <Text c="dimmed" fz="sm">
                    {givenUntil ? (
                      <>
                        <DateText at={givenFrom} as="day" /> – <DateText at={givenUntil} as="day" />
                      </>
                    ) : (
                      <>
                        since <DateText at={givenFrom} as="day" />
                      </>
                    )}
                  </Text>
                </Group>
              </li>
            );
          })}
        </Lines>
      )}
    </Section>
  );
}

function Deeds({ line, begin }: { line: Shown; begin: (deed: 'EDIT' | LineMove) => void }) {
  const navigate = useNavigate();
  const remove = useSend(RemoveDocument, 'BroadbandLine');
  const unused = line.state === 'ORDERED' && line.holdings.length === 0 && !line.addresses?.length;
  return (
    <Group gap="xs">
      <Button variant="default" onClick={() => begin('EDIT')}>
        Edit
      </Button>
      {line.state !== 'CEASED' && (
        <Button variant="default" onClick={() => begin('CEASED')}>
          Note as ceased
        </Button>
      )}
      {unused && (
        <ConfirmButton
          title="Remove this line?"
          consequence="It has never been live: it goes as if it had never been entered."
          confirmLabel="Remove line"
          destructive
          onConfirm={async () => {
            await remove({ input: { id: line.id } });
            await navigate({ to: '/lines' });
          }}
        >
          Remove
        </ConfirmButton>
      )}
      {line.state !== 'LIVE' && <Button onClick={() => begin('LIVE')}>Note as live</Button>}
    </Group>
  );
}
