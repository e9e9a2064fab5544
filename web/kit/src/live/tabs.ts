/**
 * Keeps the tabs of one browser in step: a sign-in in one replaces the cookie of all, and the others would go on
 * with a name and a CSRF token that are no longer theirs.
 * @param surface whose tabs, such as `phone`
 * @param onSignIn somebody (perhaps the same person) has signed in in another tab
 * @returns to be told of each answer that says who is signed in here
 */
export function createTabs(
  surface: string,
  onSignIn: (id: string) => void,
): (id: string, csrf: string) => void {
  const key = `teahouse.${surface}.signedIn`
  let mine = ''
  window.addEventListener('storage', (event) => {
    if (event.key !== key || event.newValue === null || mine === '' || event.newValue === mine) return
    onSignIn(event.newValue.split(' ')[0] ?? '')
  })
  return (id, csrf) => {
    mine = `${id} ${csrf.slice(0, 8)}`
    localStorage.setItem(key, mine)
  }
}
