import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconPhoneOff } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { money } from '../../../lib/format.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
import { LiftBar } from './LiftBar.tsx';
import { SetLimits } from './SetLimits.tsx';

const LimitsDocument = graphql(`
  query CompanyCallLimits($id: ID!) {
    company(id: $id) {
      id
      name
      reseller {
        id
        name
        isPlatform
      }
      callLimits {
        currency
        warnMinor
        barMinor
        sellerLimitId
        forEveryone
        sellerWarnMinor
        sellerBarMinor
        ownLimitId
        ownWarnMinor
        ownBarMinor
        todayMicro
        bar {
          id
          beganAt
          limitMinor
        }
      }
    }
  }
`);
type Company = NonNullable<ResultOf<typeof LimitsDocument>['company']>;
type Limits = NonNullable<Company['callLimits']>;

/** What the calls of a company may come to in a day, have come to today, and whether they are barred [B2]. */
export function LimitsCard({ companyId }: { companyId: string }) {
  const read = useRead(
    LimitsDocument,
    { id: companyId },
    { types: ['CallLimit', 'CallWarning', 'CallRecord', 'Company'] },
  );
  return (
    <Loaded from={read}>
      {({ company }) => company?.callLimits && <Card company={company} limits={company.callLimits} />}
    </Loaded>
  );
}

function Card({ company, limits }: { company: Company; limits: Limits }) {
  const can = useCan();
  const { level } = useViewer();
  const [open, setOpen] = useState<'limits' | 'bar'>();
  const sells = level === 'RESELLER' || (level === 'PLATFORM' && company.reseller.isPlatform);
  const { bar } = limits;
  return (
    <Section
      title="Calls in a day"
      actions={
        (sells || level === 'COMPANY') &&
        can('CALL_LIMIT_WRITE') && (
          <Button size="compact-sm" variant="default" onClick={() => setOpen('limits')}>
            Change
          </Button>
        )
      }
    >
      <Stack gap="sm">
        {bar && (
          <Alert
            color="red"
            variant="light"
            icon={<IconPhoneOff size={18} />}
            title="Outgoing calls are barred until midnight"
          >
            <Stack gap="xs" align="start">
              <Text fz="sm">
                Since <DateText at={bar.beganAt} />, by the limit of {money(bar.limitMinor, limits.currency)}.
                Emergency and free numbers can always be called.
              </Text>
              {sells && can('CALL_WARNING_SETTLE') && (
                <Button size="xs" variant="default" onClick={() => setOpen('bar')}>
                  Let calls go out again
                </Button>
              )}
            </Stack>
          </Alert>
        )}
        <Today limits={limits} />
        <Text fz="sm" c="dimmed">
          {whoSays(limits, level === 'COMPANY', company.reseller.name)}{' '}
          <TextLink to="/call-warnings" search={level === 'COMPANY' ? {} : { companyId: company.id }}>
            Warnings
          </TextLink>
        </Text>
      </Stack>
      {open === 'limits' && (
        <SetLimits
          of={{ name: company.name, companyId: company.id, currency: limits.currency, limits }}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open === 'bar' && bar && (
        <LiftBar bar={{ id: bar.id, company: company.name }} onClose={() => setOpen(undefined)} />
      )}
    </Section>
  );
}

/** How much of the day's limit is used, as a bar and in words: colour alone says nothing. */
function Today({ limits: { currency, warnMinor, barMinor, todayMicro } }: { limits: Limits }) {
  const today = Math.floor(todayMicro / 10_000);
  const most = barMinor ?? warnMinor;
  const words = `${money(today, currency)} today`;
  if (most === null) return <Text fz="sm">{words}. There is no limit.</Text>;
  const percent = Math.floor((today * 100) / most);
  const colour =
    barMinor !== null && today >= barMinor
      ? 'red'
      : warnMinor !== null && today >= warnMinor
        ? 'yellow'
        : 'blue';
  return (
    <Stack gap={4}>
      <Group justify="space-between" gap="xs">
        <Text fz="sm">{words}</Text>
        <Text fz="sm">
          {[
            warnMinor !== null && `warned from ${money(warnMinor, currency)}`,
            barMinor !== null && `barred from ${money(barMinor, currency)}`,
          ]
            .filter(Boolean)
            .join(', ')}
        </Text>
      </Group>
      <Progress
        value={Math.min(100, percent)}
        color={colour}
        aria-label={`${words}, ${percent} per cent of the limit`}
      />
    </Stack>
  );
}

function whoSays(limits: Limits, ofReader: boolean, seller: string): string {
  const own =
    limits.ownLimitId &&
    (ofReader ? 'You have set lower limits of your own.' : 'The company has set lower ones itself.');
  if (!limits.sellerLimitId) return own || `${seller} has set none.`;
  const whose = limits.forEveryone
    ? `As ${seller} has set for all its companies.`
    : `As ${seller} has set for this company.`;
  return [whose, own].filter(Boolean).join(' ');
}
