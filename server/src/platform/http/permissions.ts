/** Who may call a route. Closed: a route names one of these, and `npm test` walks every route to see that it does. */
export const permissions = {
  public: 'Anybody, without signing in',
} as const;

export type Permission = keyof typeof permissions;
