// While a link of a table's row has the focus, down and up (or j and k) go from row to row, Home and End to the first and the last.
// Keys do nothing elsewhere, so that they disturb neither typing nor a screen reader (WCAG 2.1.4).
const STEPS = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, Home: -Infinity, End: Infinity }

document.addEventListener('keydown', (event) => {
  const step = STEPS[event.key]
  const row = event.target instanceof HTMLAnchorElement ? event.target.closest('main tbody tr') : null
  if (step === undefined || row === null || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) {
    return
  }
  const links = [...row.parentElement.children].map((one) => one.querySelector('a[href]')).filter((link) => link !== null)
  const here = links.findIndex((link) => row.contains(link))
  const next = Math.min(Math.max(here + step, 0), links.length - 1)
  event.preventDefault()
  links[next].focus()
})
