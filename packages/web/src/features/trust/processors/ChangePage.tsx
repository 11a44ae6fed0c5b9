import { Alert, Button, Text } from '@mantine/core';
import { IconClock, IconHandStop } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { plural } from '../../../lib/format.ts';
import { DateText, DayText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { DaysLeft } from './DaysLeft.tsx';
import { NoticeList } from './NoticeList.tsx';
import { ObjectionList } from './ObjectionList.tsx';
import { CHANGE_STATES, changeWords, countryName, servicesWords, TRANSFERS } from './processor-words.ts';
import { SayWhy } from './SayWhy.tsx';

const ChangeDocument = graphql(`
  query ProcessorChange($id: ID!) {
    processorChange(id: $id) {
      id
      kind
      places
      formerPlaces
      transfer
      state
      reason
      effectiveOn
      announcedAt
      settledAt
      withdrawnBecause
      products
      ofReader
      canObject
      concernsReader
      toldCount
      objectionCount
      openObjectionCount
      subProcessor {
        id
        name
        legalEntity
        country
        places
        does
        transfer
        securityContact
      }
      replaces {
        id
        name
      }
    }
  }
`);
const ObjectDocument = graphql(`
  mutation ObjectToProcessorChange($input: ObjectToProcessorChangeInput!) {
    objectToProcessorChange(input: $input) {
      id
    }
  }
`);
const WithdrawDocument = graphql(`
  mutation WithdrawProcessorChange($input: WithdrawProcessorChangeInput!) {
    withdrawProcessorChange(input: $input) {
      id
      state
      withdrawnBecause
    }
  }
`);
type Change = NonNullable<ResultOf<typeof ChangeDocument>['processorChange']>;

/** One announced change: who is to handle data, from when, and what is said to it [D1]. */
export function ChangePage() {
  const { changeId = '' } = useParams({ strict: false });
  const read = useRead(
    ChangeDocument,
    { id: changeId },
    { types: ['ProcessorChange', 'ProcessorObjection'] },
  );
  return (
    <Loaded from={read} whole>
      {({ processorChange }) => processorChange && <Announced change={processorChange} />}
    </Loaded>
  );
}

function Announced({ change }: { change: Change }) {
  const can = useCan();
  const [saying, say] = useState<'object' | 'withdraw'>();
  const object = useSend(ObjectDocument, 'ProcessorObjection');
  const withdraw = useSend(WithdrawDocument, 'ProcessorChange');
  const { id, state, effectiveOn, subProcessor, ofReader, openObjectionCount, objectionCount, toldCount } =
    change;
  const open = state === 'ANNOUNCED';
  return (
    <>
      <DetailPage
        header={{
          title: changeWords(change),
          crumbs: [{ label: 'Changes of sub-processors', link: { to: '/sub-processor-changes' } }],
          badge: <StateBadge state={state === 'IN_FORCE' ? 'DONE' : state} label={CHANGE_STATES[state]} />,
          description: servicesWords(change.products),
          actions: (
            <>
              {change.canObject && can('PROCESSOR_OBJECT') && (
                <Button leftSection={<IconHandStop size={16} />} onClick={() => say('object')}>
                  Object
                </Button>
              )}
              {open && ofReader && can('PROCESSOR_WRITE') && (
                <Button variant="default" onClick={() => say('withdraw')}>
                  Withdraw
                </Button>
              )}
            </>
          ),
        }}
        alert={
          open && ofReader && openObjectionCount > 0 ? (
            <Alert color="yellow" mb="md" icon={<IconClock />}>
              {plural(openObjectionCount, 'objection waits', 'objections wait')} for your answer. The change
              does not come into force before.
            </Alert>
          ) : undefined
        }
        factsTitle="The change"
        facts={[
          ['Holds from', <DayText key="from" day={effectiveOn} />],
          ['Objections', open ? <DaysLeft key="left" effectiveOn={effectiveOn} /> : null],
          ['Why', <Pre key="why" text={change.reason} />],
          ['Announced', <DateText key="at" at={change.announcedAt} />],
          ...(change.settledAt
            ? [[CHANGE_STATES[state], <DateText key="settled" at={change.settledAt} />] as const]
            : []),
          ...(change.withdrawnBecause
            ? [['Withdrawn because', <Pre key="because" text={change.withdrawnBecause} />] as const]
            : []),
          ...(ofReader
            ? [['Told', plural(toldCount ?? 0, 'company or reseller', 'companies and resellers')] as const]
            : []),
        ]}
        aside={[
          <Section key="who" title={subProcessor.name}>
            <Facts
              facts={[
                ['What it does', subProcessor.does],
                ...(change.formerPlaces
                  ? [['Where until then', change.formerPlaces.join('; ')] as const]
                  : []),
                ['Where', (change.places ?? subProcessor.places).join('; ')],
                ['Transfer', TRANSFERS[change.transfer ?? subProcessor.transfer]],
                ['Contract with', `${subProcessor.legalEntity}, ${countryName(subProcessor.country)}`],
                ['Security contact', subProcessor.securityContact],
                ...(change.replaces ? [['In place of', change.replaces.name] as const] : []),
              ]}
            />
          </Section>,
        ]}
        tabs={[
          {
            key: 'objections',
            label: 'Objections',
            count: objectionCount,
            content: () => <ObjectionList changeId={id} />,
          },
          ...(ofReader && can('PROCESSOR_WRITE')
            ? [
                {
                  key: 'told',
                  label: 'Told',
                  count: toldCount ?? 0,
                  content: () => <NoticeList changeId={id} />,
                },
              ]
            : []),
        ]}
      />
      {saying === 'object' && (
        <SayWhy
          title={`Object: ${changeWords(change)}`}
          submitLabel="Object"
          effects={[
            'Whoever announced the change reads it and has to answer; the change does not come into force before.',
            'Objection and answer are kept. You are told by mail when there is an answer.',
          ]}
          done="Your objection is made."
          send={(reason) => object({ input: { changeId: id, reason } })}
          onClose={() => say(undefined)}
        />
      )}
      {saying === 'withdraw' && (
        <SayWhy
          title={`Withdraw: ${changeWords(change)}`}
          submitLabel="Withdraw change"
          destructive
          effects={[
            `All ${toldCount ?? 0} who were told are told that it stays as it was, and why.`,
            'It cannot be taken back: announce it anew instead.',
          ]}
          done="The change is withdrawn."
          send={(because) => withdraw({ input: { id, because } })}
          onClose={() => say(undefined)}
        />
      )}
    </>
  );
}

const Pre = ({ text }: { text: string }) => (
  <Text span fz="inherit" style={{ whiteSpace: 'pre-line' }}>
    {text}
  </Text>
);
