import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useViewer } from '../../../data/viewer.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Section } from '../../../ui/Section.tsx';
import { nextWords, useNextInvoice } from './next-invoice.ts';
import { SetTerms } from './SetTerms.tsx';
import { cycleWords, paymentWords, type TermsFor, useUsualTerms } from './terms-of.ts';

const CompanyDocument = graphql(`
  query CompanyTerms($id: ID!) {
    company(id: $id) {
      id
      name
      paymentDays
      reseller {
        id
        name
        isPlatform
      }
    }
    billingTerms(first: 1, filter: { companyId: $id, issuedByMe: true }) {
      nodes {
        id
        paymentDays
        cycle
        billingDay
        firstMonth
      }
    }
  }
`);
const ResellerDocument = graphql(`
  query ResellerTerms($id: ID!) {
    reseller(id: $id) {
      id
      name
      paymentDays
    }
    billingTerms(first: 1, filter: { resellerId: $id, issuedByMe: true }) {
      nodes {
        id
        paymentDays
        cycle
        billingDay
        firstMonth
      }
    }
  }
`);

/** When a company is invoiced by whoever sells to it, which is who may change that, and when it pays [B4]. */
export function CompanyTerms({ companyId }: { companyId: string }) {
  const { level } = useViewer();
  const read = useRead(CompanyDocument, { id: companyId }, { types: ['BillingTerms', 'Company'] });
  return (
    <Loaded from={read}>
      {({ company, billingTerms: { nodes } }) =>
        company && (
          <Terms
            of={{ name: company.name, customer: { companyId }, own: nodes[0] }}
            days={company.paymentDays}
            {...(level === 'PLATFORM' && !company.reseller.isPlatform && { issuer: company.reseller.name })}
          />
        )
      }
    </Loaded>
  );
}

/** The same of a reseller: it pays the platform. */
export function ResellerTerms({ resellerId }: { resellerId: string }) {
  const read = useRead(ResellerDocument, { id: resellerId }, { types: ['BillingTerms', 'Reseller'] });
  return (
    <Loaded from={read}>
      {({ reseller, billingTerms: { nodes } }) =>
        reseller && (
          <Terms
            of={{ name: reseller.name, customer: { resellerId }, own: nodes[0] }}
            days={reseller.paymentDays}
          />
        )
      }
    </Loaded>
  );
}

interface TermsProps {
  of: TermsFor;
  days: number | null;
  /** Who agrees them, where that is not the reader. */
  issuer?: string;
}

function Terms({ of, days, issuer }: TermsProps) {
  const [setting, setSetting] = useState(false);
  const usual = useUsualTerms();
  const next = useNextInvoice(of.customer, undefined, issuer !== undefined);
  const cycle = issuer ? undefined : (of.own ?? usual);
  if (days === null) return null;
  return (
    <Section
      title="Billing terms"
      actions={
        !issuer && (
          <Button size="compact-sm" variant="default" onClick={() => setSetting(true)}>
            Change
          </Button>
        )
      }
    >
      <Stack gap={4}>
        {cycle && <Text fz="sm">{cycleWords(cycle)}</Text>}
        <Text fz="sm">Pays {paymentWords(days)}</Text>
        {next && <Text fz="sm">{nextWords(next)}</Text>}
        <Text fz="sm" c="dimmed">
          {issuer
            ? `As ${issuer} has agreed`
            : of.own
              ? 'As agreed with this customer'
              : 'As everyone who has no terms of their own'}
        </Text>
      </Stack>
      {setting && <SetTerms of={of} onClose={() => setSetting(false)} />}
    </Section>
  );
}
