import { createContext, useContext } from 'react';
import { graphql, type ResultOf } from './graphql.ts';

/** Who is signed in, and as what: asked once per session by the shell and after every change of membership. */
export const ViewerDocument = graphql(`
  query Viewer {
    viewer {
      id
      level
      email
      displayName
      photo
      permissions
      membershipId
      roleName
      reseller {
        id
        name
        accentColour
        logo
        isPlatform
        status
      }
      company {
        id
        name
        agreementDue
      }
      endUser {
        id
      }
      support {
        grantId
        endsAt
        reason
        mode
        areas
      }
      memberships {
        id
        level
        tenantName
        roleName
        current
      }
    }
  }
`);

export type Viewer = ResultOf<typeof ViewerDocument>['viewer'];
export type Level = Viewer['level'];
export type Permission = Viewer['permissions'][number];

export const ViewerContext = createContext<Viewer | undefined>(undefined);

/** The person signed in. Only pages inside the shell may ask. */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error('There is no viewer outside the signed-in shell');
  return viewer;
}

/**
 * Whether the viewer holds a permission such as COMPANY_WRITE. It only hides what would be refused: the API decides.
 */
export function useCan(): (permission: Permission) => boolean {
  const { permissions } = useViewer();
  return (permission) => permissions.includes(permission);
}
