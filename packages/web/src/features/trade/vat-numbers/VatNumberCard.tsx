import { Button, Group, Stack, Text } from '@mantine/core';
import { formatVatNumber, vatRegisterOf } from '@steward/shared';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { useCheck } from './use-check.ts';

const checkFields = graphql(`
  fragment CheckShown on VatNumberCheckConnection @_unmask {
    nodes {
      id
      register
      answer
      problem
      name
      address
      consultationNumber
      askedAt
      askedByName
      reliedOn
    }
  }
`);
const CompanyDocument = graphql(
  `
  query CompanyVatNumber($id: ID!) {
    company(id: $id) {
      id
      vatNumber
    }
    vatNumberChecks(first: 1, filter: { companyId: $id, current: true }) {
      ...CheckShown
    }
  }
`,
  [checkFields],
);
const ResellerDocument = graphql(
  `
  query ResellerVatNumber($id: ID!) {
    reseller(id: $id) {
      id
      vatNumber
    }
    vatNumberChecks(first: 1, filter: { resellerId: $id, current: true }) {
      ...CheckShown
    }
  }
`,
  [checkFields],
);
type Check = ResultOf<typeof checkFields>['nodes'][number];

/** Whether a company's number is registered, as it was last answered [B5]. */
export function CompanyVatNumber({ companyId }: { companyId: string }) {
  const read = useRead(CompanyDocument, { id: companyId }, { types: ['VatNumberCheck', 'Company'] });
  return (
    <Loaded from={read}>
      {({ company, vatNumberChecks }) => (
        <VatNumber
          number={company?.vatNumber ?? null}
          check={vatNumberChecks.nodes[0]}
          customer={{ companyId }}
          all={{ companyId }}
        />
      )}
    </Loaded>
  );
}

/** The same of a reseller: its supplier is the platform. */
export function ResellerVatNumber({ resellerId }: { resellerId: string }) {
  const { level } = useViewer();
  const read = useRead(ResellerDocument, { id: resellerId }, { types: ['VatNumberCheck', 'Reseller'] });
  return (
    <Loaded from={read}>
      {({ reseller, vatNumberChecks }) => (
        <VatNumber
          number={reseller?.vatNumber ?? null}
          check={vatNumberChecks.nodes[0]}
          customer={level === 'PLATFORM' ? { resellerId } : undefined}
          all={{ resellerId }}
        />
      )}
    </Loaded>
  );
}

interface VatNumberProps {
  number: string | null;
  check: Check | undefined;
  /** Whom the reader may ask about. */
  customer: { companyId: string } | { resellerId: string } | undefined;
  all: Record<string, string>;
}

function VatNumber({ number, check, customer, all }: VatNumberProps) {
  const can = useCan();
  const { run, busy } = useCheck();
  const register = number && vatRegisterOf(number);
  if (!number) return null;
  return (
    <Section
      title="VAT number"
      actions={
        register &&
        customer &&
        can('VAT_NUMBER_CHECK') && (
          <Button size="compact-sm" variant="default" loading={busy} onClick={() => run(customer)}>
            Ask {register}
          </Button>
        )
      }
    >
      <Stack gap={4}>
        <Group gap="xs">
          <Text fz="sm">{formatVatNumber(number)}</Text>
          {check && <StateBadge state={check.answer} />}
        </Group>
        {check ? (
          <>
            <Text fz="sm" c="dimmed">
              {check.register}, <DateText at={check.askedAt} />, asked by {check.askedByName}
            </Text>
            {check.problem && <Text fz="sm">{check.problem}</Text>}
            {check.name && <Text fz="sm">{check.name}</Text>}
            {check.address && (
              <Text fz="sm" c="dimmed" style={{ whiteSpace: 'pre-line' }}>
                {check.address}
              </Text>
            )}
            {check.consultationNumber && (
              <Text fz="sm" c="dimmed">
                Proof {check.consultationNumber}
              </Text>
            )}
            {check.reliedOn && check.answer !== 'REGISTERED' && (
              <Text fz="sm">VAT is left out because of this number. Correct it, or charge UK VAT.</Text>
            )}
            <TextLink to="/ledger/vat-numbers" search={{ ...all, current: 'any' }} fz="sm">
              All answers
            </TextLink>
          </>
        ) : (
          <Text fz="sm" c="dimmed">
            {register
              ? `Its form is right. ${register} has not been asked yet.`
              : 'Its form is right. There is no register that could be asked about it.'}
          </Text>
        )}
      </Stack>
    </Section>
  );
}
