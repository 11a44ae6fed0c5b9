import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { date, moneyMicro } from '../../../lib/format.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { Dialogue } from '../../../ui/Dialogue.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Section } from '../../../ui/Section.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { CALL_STATES, DIRECTIONS, duration, phone } from './call-words.ts';

const ExplainDocument = graphql(`
  query ExplainCharge($callId: ID!, $side: PriceListKind!) {
    explainCharge(callId: $callId, side: $side) {
      priceMicro
      agrees
      price {
        because
        currency
        versionNumber
        versionFrom
        zone
        prefix
        band
        billedSeconds
        bundle
        connectionMicro
        accessMicro
        parts {
          band
          seconds
          bundleSeconds
          perMinuteMicro
        }
      }
      earlier {
        priceMicro
        supersededAt
        agrees
        price {
          because
          currency
          versionNumber
          versionFrom
          zone
          prefix
        }
      }
    }
  }
`);
type Earlier = ResultOf<typeof ExplainDocument>['explainCharge']['earlier'][number];

const ShowDocument = graphql(`
  mutation ShowCallDigits($input: ShowCallDigitsInput!) {
    showCallDigits(input: $input)
  }
`);

const CallDocument = graphql(`
  query Call($id: ID!) {
    call(id: $id) {
      id
      from
      to
      direction
      startedAt
      seconds
      state
      retail {
        priceMicro
      }
      wholesale {
        priceMicro
      }
      endUser {
        id
        displayName
      }
      company {
        id
        name
      }
    }
  }
`);
type Call = NonNullable<ResultOf<typeof CallDocument>['call']>;

/** A call, and how it comes to what it costs [B2] [B3]. */
export function CallDialogue({ callId, onClose }: { callId: string; onClose: () => void }) {
  const read = useRead(CallDocument, { id: callId }, { types: ['CallImport'] });
  return (
    <Dialogue opened onClose={onClose} size="xl" title="Call">
      <Loaded from={read}>{({ call }) => call && <Told call={call} />}</Loaded>
    </Dialogue>
  );
}

function Told({ call }: { call: Call }) {
  const can = useCan();
  const show = useSend(ShowDocument);
  const [whole, setWhole] = useState<string>();
  const showing = useDeed(async () => setWhole((await show({ input: { id: call.id } })).showCallDigits));
  const made = call.direction === 'OUTBOUND';
  const [from, to] = made ? [call.from, whole ?? call.to] : [whole ?? call.from, call.to];
  return (
    <Stack>
      <Facts
        facts={[
          ['From', phone(from)],
          ['To', phone(to)],
          ['Began', <DateText key="at" at={call.startedAt} />],
          ['Lasted', duration(call.seconds)],
          ['Made or received', DIRECTIONS[call.direction]],
          ['Person', call.endUser?.displayName],
          ['Company', call.company?.name],
          ['Status', CALL_STATES[call.state]],
        ]}
      />
      {can('CALL_DIGITS') && `${from}${to}`.includes('•') && (
        <Group gap="sm">
          <Button
            variant="default"
            size="xs"
            leftSection={<IconEye size={14} />}
            loading={showing.busy}
            onClick={() => void showing.run()}
          >
            Show the whole number
          </Button>
          <Text fz="xs" c="dimmed">
            It is noted that you did.
          </Text>
        </Group>
      )}
      {showing.error && <Alert color="red">{showing.error.message}</Alert>}
      {call.state === 'UNRATED' && (
        <Alert color="yellow">
          No tariff knows this number. It is rated once one does, as of when it began.
        </Alert>
      )}
      {call.state === 'UNKNOWN' && (
        <Alert color="yellow">
          Neither number is a customer’s. It is rated once one of them is in use there.
        </Alert>
      )}
      {call.retail && (
        <Charge callId={call.id} side="RETAIL" title={call.wholesale ? 'To the company' : 'Charge'} />
      )}
      {call.wholesale && <Charge callId={call.id} side="WHOLESALE" title="To the reseller" />}
    </Stack>
  );
}

function Charge({ callId, side, title }: { callId: string; side: 'RETAIL' | 'WHOLESALE'; title: string }) {
  const read = useRead(ExplainDocument, { callId, side }, { types: ['CallRecord'] });
  return (
    <Section title={title}>
      <Loaded from={read}>
        {({ explainCharge: { price, priceMicro, agrees, earlier } }) => {
          const amount = (micro: number) => moneyMicro(micro, price.currency);
          return (
            <Stack gap="xs">
              <Text fz="xl" fw={600} className="numeric">
                {amount(priceMicro)}
              </Text>
              <Facts
                facts={[
                  ['Zone', `${price.zone}, by the prefix ${price.prefix}`],
                  ['Charged', duration(price.billedSeconds)],
                  ['Connection', amount(price.connectionMicro)],
                  ['Version', versionOf(price)],
                  ...(price.accessMicro
                    ? [['Access charge', `${amount(price.accessMicro)} a minute`] as const]
                    : []),
                ]}
              />
              <FigureTable
                label="By band"
                head={['Band', 'Seconds', 'From a bundle', 'A minute']}
                numeric={[1, 2, 3]}
                rows={price.parts.map(({ band, seconds, bundleSeconds, perMinuteMicro }, at) => ({
                  key: `${at}`,
                  cells: [
                    band,
                    String(seconds),
                    bundleSeconds ? `${bundleSeconds} of ${price.bundle}` : '0',
                    amount(perMinuteMicro),
                  ],
                }))}
              />
              <Text fz="sm" c="dimmed">
                {price.because}
              </Text>
              <Text fz="sm" c={agrees ? 'dimmed' : 'red'}>
                {agrees
                  ? 'Worked out anew, it comes to the same.'
                  : 'Worked out anew, it comes to something else: tell your provider.'}
              </Text>
              {earlier.map((one) => (
                <Before key={one.supersededAt} earlier={one} />
              ))}
            </Stack>
          );
        }}
      </Loaded>
    </Section>
  );
}

/** What it was rated at before its tariff was mended. */
function Before({ earlier: { price, priceMicro, supersededAt, agrees } }: { earlier: Earlier }) {
  return (
    <Alert color="gray" title={`${moneyMicro(priceMicro, price.currency)} before it was re-rated`}>
      <Facts
        facts={[
          ['Until', <DateText key="until" at={supersededAt} />],
          ['Zone', `${price.zone}, by the prefix ${price.prefix}`],
          ['Version', versionOf(price)],
        ]}
      />
      <Text fz="sm" c="dimmed" mt="xs">
        {price.because}{' '}
        {agrees
          ? 'Worked out anew, it comes to the same.'
          : 'Worked out anew, it comes to something else: tell your provider.'}{' '}
        An invoice that tells of it stays as it is; the difference is on a note.
      </Text>
    </Alert>
  );
}

const versionOf = ({
  versionNumber,
  versionFrom,
}: {
  versionNumber: number | null;
  versionFrom: string | null;
}): string | null =>
  versionNumber === null
    ? null
    : versionFrom
      ? `${versionNumber}, from ${date(versionFrom)}`
      : `${versionNumber}`;
