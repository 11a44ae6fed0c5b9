import { useParams } from '@tanstack/react-router';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useViewer } from '../../../data/viewer.ts';
import { Countdown } from '../../../ui/Countdown.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import type { Fact } from '../../../ui/Facts.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { GrantDeeds } from './GrantDeeds.tsx';
import { SupportLog } from './SupportLog.tsx';
import { areasText, MODES, STATES } from './support-words.ts';

const GrantDocument = graphql(`
  query SupportGrant($id: ID!) {
    supportGrant(id: $id) {
      id
      state
      mine
        askerLevel
      askerName
      askerTenant
      areas
      mode
      minutes
      reason
      askedAt
      byRule
      lapsesAt
      decidedAt
      decidedByName
      enteredAt
      endsAt
      endedAt
      endedBy
      company {
        id
        name
      }
    }
  }
`);

const ENDED_BY = {
  ASKER: 'by whoever was in, or their colleagues',
  COMPANY: 'by the company',
  TIME: 'by itself: the minutes were over',
  STEWARD: 'by Steward: the company was suspended or has moved, or whoever was in may no longer do this',
} as const;

/** One request or access: what was asked, what became of it, and everything that was looked at and done [T4]. */
export function SupportGrantPage() {
  const { grantId = '' } = useParams({ strict: false });
  const { level } = useViewer();
  const read = useRead(GrantDocument, { id: grantId });
  return (
    <Loaded from={read} whole>
      {({ supportGrant: grant }) => {
        if (!grant) return null;
        const { company, state } = grant;
        const open = state === 'REQUESTED' || state === 'APPROVED';
        const facts: (Fact | false)[] = [
          ['Who', `${grant.askerName}, ${grant.askerTenant}`],
          [
            'Company',
            level === 'COMPANY' || !company ? (
              company?.name
            ) : (
              <TextLink key="company" to="/companies/$companyId" params={{ companyId: company.id }} inherit>
                {company.name}
              </TextLink>
            ),
          ],
          ['Reason', grant.reason],
          ['Areas', areasText(grant.areas)],
          ['May', MODES[grant.mode]],
          ['Minutes', grant.minutes],
          ['Asked', <DateText key="asked" at={grant.askedAt} />],
          grant.decidedAt !== null && [
            state === 'DECLINED' ? 'Declined' : 'Approved',
            <span key="decided">
              <DateText at={grant.decidedAt} />
              {grant.byRule ? ' by a standing rule' : grant.decidedByName && ` by ${grant.decidedByName}`}
            </span>,
          ],
          open && ['Lapses', <DateText key="lapses" at={grant.lapsesAt} />],
          grant.enteredAt !== null && ['Went in', <DateText key="entered" at={grant.enteredAt} />],
          state === 'ACTIVE' && grant.endsAt !== null && ['Ends', <Countdown key="ends" to={grant.endsAt} />],
          state === 'ENDED' && [
            'Ended',
            <span key="ended">
              <DateText at={grant.endedAt ?? grant.endsAt} /> {ENDED_BY[grant.endedBy ?? 'TIME']}
            </span>,
          ],
        ];
        return (
          <DetailPage
            header={{
              title:
                level === 'COMPANY'
                  ? `Access of ${grant.askerTenant}`
                  : `Access to ${company?.name ?? 'a company'}`,
              badge: <StateBadge state={state} label={STATES[state]} />,
              crumbs: [{ label: 'Support access', link: { to: '/support-access' } }],
              actions: <GrantDeeds grant={grant} />,
            }}
            facts={facts.filter((fact) => fact !== false)}
            aside={grant.enteredAt !== null ? [<SupportLog key="log" grantId={grant.id} />] : []}
          />
        );
      }}
    </Loaded>
  );
}
