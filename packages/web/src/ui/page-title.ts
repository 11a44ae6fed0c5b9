/** Id of the heading that names the page; the frame around it is announced by it. */
export const PAGE_TITLE = 'page-title';
