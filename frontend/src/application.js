// Every page works without this file; it only adds to what the server has rendered.
import {
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  initAll,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  Tabs,
  Accordion,
  FileUpload
} from 'govuk-frontend'
import {
  Alert,
  ButtonMenu,
  FilterToggleButton,
  MultiSelect,
  SortableTable
} from '@ministryofjustice/frontend'

const govuk = [
  Accordion,
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  Tabs
]
const moj = [Alert, ButtonMenu, FilterToggleButton, MultiSelect, SortableTable]

function start () {
  // As in the GOV.UK page template, done here because inline scripts are forbidden.
  document.body.classList.add('js-enabled')
  if ('noModule' in HTMLScriptElement.prototype) {
    document.body.classList.add('govuk-frontend-supported')
  }

  initAll()
  moj.forEach((component) => createAll(component))

  // What htmx brings in later. It reports the whole body once at the start, which is done above.
  document.addEventListener('htmx:load', (event) => {
    const added = event.detail.elt
    if (added instanceof Element && added !== document.body) {
      for (const component of [...govuk, ...moj]) {
        startIn(added, component)
      }
    }
  })
}

function startIn (added, Component) {
  const selector = `[data-module="${Component.moduleName}"]:not([data-${Component.moduleName}-init])`
  const roots = [...added.querySelectorAll(selector)]
  if (added.matches(selector)) {
    roots.unshift(added)
  }
  for (const root of roots) {
    try {
      new Component(root) // eslint-disable-line no-new
    } catch (error) {
      console.log(error)
    }
  }
}

if (document.readyState === 'loading') {
  document.addEventListener('DOMContentLoaded', start)
} else {
  start()
}
