import { Anchor, SimpleGrid, Skeleton, Text } from '@mantine/core';
import type { CSSProperties } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { type FigureSlot, useFigures } from '../../../frame/figures.ts';
import { formatPhone } from '../../../lib/phone.ts';
import classes from '../../../ui/Figure.module.css';
import { Figure } from '../../../ui/Figure.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';

// Whoever has been there longest is the one to ask.
const ContactDocument = graphql(`
  query Contact($filter: MembershipFilter!) {
    memberships(first: 1, filter: $filter, orderBy: { field: CREATED_AT, direction: ASC }) {
      nodes {
        id
        firstName
        lastName
        email
        phone
        mobile
        roleName
      }
      totalCount
    }
  }
`);

interface TenantHeadProps {
  slot: FigureSlot;
  of: { id: string; phone?: string | null; isPlatform?: boolean };
}

/** What one opens the page of a company or reseller for: how it stands, in figures of the features, and whom to ask. */
export function TenantHead({ slot, of }: TenantHeadProps) {
  const figures = useFigures(slot, of.id);
  const { level } = useViewer();
  const can = useCan();
  const own = level === (slot === 'company' ? 'COMPANY' : 'RESELLER');
  const contact = !own && !of.isPlatform && can('MEMBERSHIP_READ');
  return (
    <Loaded from={figures} skeleton={<Waiting />}>
      {(shown) => (
        <SimpleGrid
          cols={{ base: 2, sm: Math.min(shown.length, 3) || 1, lg: shown.length + (contact ? 1 : 0) || 1 }}
          spacing="sm"
          // Beside a contact of several lines they begin at the top.
          style={{ '--figures': 'flex-start' } as CSSProperties}
        >
          {shown.map((figure) => (
            <Figure key={figure.label} {...figure} />
          ))}
          {contact && <Contact slot={slot} of={of} />}
        </SimpleGrid>
      )}
    </Loaded>
  );
}

function Contact({ slot, of }: TenantHeadProps) {
  const filter =
    slot === 'company'
      ? ({ companyId: of.id, level: 'COMPANY', status: 'ACTIVE' } as const)
      : ({ resellerId: of.id, level: 'RESELLER', status: 'ACTIVE' } as const);
  const read = useRead(ContactDocument, { filter }, { types: ['Membership'] });
  return (
    <Section className={classes.alone ?? ''}>
      <Text fz="sm" c="dimmed" lh={1.3}>
        Contact
      </Text>
      <Loaded from={read} skeleton={<Skeleton h={56} mt={6} />}>
        {({ memberships: { nodes, totalCount } }) => {
          const [person] = nodes;
          const number = person?.phone ?? person?.mobile ?? of.phone;
          return (
            <>
              {person ? (
                <>
                  <Text fw={600} lh={1.4} truncate>
                    {person.firstName} {person.lastName}
                  </Text>
                  <Anchor
                    href={`mailto:${person.email}`}
                    fz="sm"
                    display="block"
                    truncate
                    title={person.email}
                  >
                    {person.email}
                  </Anchor>
                </>
              ) : (
                <Text fz="sm" c="dimmed">
                  Nobody has accepted an invitation yet
                </Text>
              )}
              {number && (
                <Anchor href={`tel:${number}`} fz="sm" display="block">
                  {formatPhone(number)}
                </Anchor>
              )}
              {totalCount !== 1 && (
                <TextLink to="." search={{ tab: 'administrators' }} fz="sm">
                  {totalCount === 0 ? 'Administrators' : `All ${totalCount} administrators`}
                </TextLink>
              )}
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}

function Waiting() {
  return (
    <SimpleGrid cols={{ base: 2, lg: 5 }} spacing="sm">
      {['a', 'b', 'c', 'd'].map((key) => (
        <Skeleton key={key} h={96} />
      ))}
    </SimpleGrid>
  );
}
