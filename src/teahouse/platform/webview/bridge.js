/* The phone's browser, as a page in it knows it: window.WeixinJSBridge, which the JS-SDK looks for. */
;(function (settings) {
  'use strict'
  var up = window.parent
  if (up === window || window.WeixinJSBridge) return
  var home = settings.home
  var waiting = {}
  var listeners = {}
  var files = {}
  var count = 0
  var agent = navigator.userAgent + settings.agent
  var android = /android/i.test(agent)
  var iphone = /iphone|ipad/i.test(agent)
  Object.defineProperty(navigator, 'userAgent', { get: function () { return agent }, configurable: true })

  function realAddress(address) {
    return address.indexOf(location.origin) === 0 ? settings.real + address.slice(location.origin.length) : address
  }
  function shownAddress(address) {
    var rest = address.slice(settings.real.length)
    var ours = address.indexOf(settings.real) === 0 && (rest === '' || /^[/?#]/.test(rest))
    if (ours) return location.origin + rest
    var there = document.createElement('a')
    there.href = address
    var led = settings.led.indexOf(there.host) >= 0 && /^https?:$/.test(there.protocol)
    return led ? home + there.pathname + there.search + there.hash : null
  }
  function tell(message) {
    message.shown = location.href
    message.real = realAddress(location.href)
    message.title = document.title
    up.postMessage(message, home)
  }

  /* Pictures and voices are blobs of this page, so that it can show them; the phone gets the blob itself. */
  function keep(blob) {
    var id = URL.createObjectURL(blob)
    files[id] = blob
    return id
  }
  function prepared(name, given) {
    var args = {}
    for (var key in given) args[key] = given[key]
    if (args.localId) args.file = files[args.localId]
    if (name === 'imagePreview') {
      args.urls = (args.urls || []).map(function (url) { return files[url] || url })
      args.current = (given.urls || []).indexOf(given.current)
    }
    ;['link', 'img_url', 'imgUrl'].forEach(function (key) {
      if (typeof args[key] === 'string') args[key] = realAddress(args[key])
    })
    return args
  }
  function read(answer) {
    if (answer.files) {
      var ids = answer.files.map(keep)
      delete answer.files
      if (answer.one) answer.localId = ids[0]
      else answer.localIds = android ? JSON.stringify(ids) : ids
      delete answer.one
    }
    if (android && answer.checkResult) answer.checkResult = JSON.stringify(answer.checkResult)
    if (iphone && answer.resultStr) {
      answer.resultStr = JSON.stringify({ scan_code: { scan_result: answer.resultStr } })
    }
    return answer
  }
  function localData(id, back) {
    if (!files[id]) return back({ err_msg: 'getLocalImgData:fail' })
    var reader = new FileReader()
    reader.onload = function () { back({ err_msg: 'getLocalImgData:ok', localData: reader.result }) }
    reader.readAsDataURL(files[id])
  }
  function invoke(name, given, back) {
    if (typeof given === 'function') { back = given; given = {} }
    back = back || function () {}
    given = given || {}
    if (name === 'getLocalImgData') return localData(given.localId, back)
    count += 1
    waiting[count] = back
    if (name === 'preVerifyJSAPI') waiting[count] = function (answer) { verified(given, answer, back) }
    tell({ teahouse: 'call', id: count, name: name, args: plain(prepared(name, given)) })
  }

  /* Open tags: elements that show what the page wrote in them once wx.config has granted their name. */
  var tags = { 'wx-open-subscribe': subscribe }
  var granted = {}
  function verified(given, answer, back) {
    var wanted = given.verifyOpenTagList || []
    ;(answer.openTags || []).forEach(function (tag) { granted[tag] = true })
    delete answer.openTags
    back(answer)
    var refused = wanted.filter(function (tag) { return !granted[tag] })
    if (refused.length) {
      var reason = { errMsg: refused.join(',') + ':permission denied' }
      document.dispatchEvent(new CustomEvent('WeixinOpenTagsError', { detail: reason }))
    }
    wanted.forEach(function (tag) { document.querySelectorAll(tag).forEach(draw) })
  }
  function draw(element) {
    var tag = element.localName
    if (!granted[tag] || element.shadowRoot) return
    var root = element.attachShadow({ mode: 'open' })
    element.querySelectorAll('template, script[type="text/wxtag-template"]').forEach(function (part) {
      var holder = document.createElement('template')
      holder.innerHTML = part.innerHTML
      root.appendChild(holder.content)
    })
    root.addEventListener('click', function () { tags[tag](element) })
    element.dispatchEvent(new CustomEvent('ready', { detail: {} }))
  }
  function subscribe(element) {
    invoke('subscribeNotices', { template: element.getAttribute('template') || '' }, function (answer) {
      var worked = answer.err_msg === 'subscribe:ok'
      var detail = worked
        ? { errMsg: answer.err_msg, subscribeDetails: answer.subscribeDetails }
        : { errMsg: answer.err_msg, errCode: answer.errCode || 10003 }
      element.dispatchEvent(new CustomEvent(worked ? 'success' : 'error', { detail: detail }))
    })
  }
  Object.keys(tags).forEach(function (tag) {
    if (!window.customElements || customElements.get(tag)) return
    customElements.define(tag, class extends HTMLElement {
      /* Its parts may come after it. */
      connectedCallback() { var element = this; setTimeout(function () { draw(element) }) }
    })
  })

  /* What cannot be copied to another window (functions, elements) is left behind. */
  function plain(args) {
    var safe = {}
    for (var key in args) if (typeof args[key] !== 'function') safe[key] = args[key]
    return safe
  }
  function on(name, listener) {
    listeners[name] = listener
    tell({ teahouse: 'on', name: name })
  }
  window.addEventListener('message', function (event) {
    if (event.source !== up || event.origin !== home || !event.data) return
    var data = event.data
    if (data.teahouse === 'answer' && waiting[data.id]) {
      var back = waiting[data.id]
      delete waiting[data.id]
      back(read(data.answer))
    } else if (data.teahouse === 'event' && listeners[data.name]) {
      listeners[data.name](read(data.answer))
    }
  })

  /* Links that name the site's own address stay in this browser. */
  document.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('a[href]')
    if (!link) return
    var shown = shownAddress(link.href)
    if (shown) link.href = shown
    if (link.target === '_blank' || link.target === '_top') link.target = '_self'
  }, true)
  document.addEventListener('submit', function (event) {
    var form = event.target
    var shown = form.action && shownAddress(form.action)
    if (shown) form.action = shown
    if (form.target && form.target !== '_self') form.target = '_self'
  }, true)
  if (window.navigation && navigation.addEventListener) {
    navigation.addEventListener('navigate', function (event) {
      var shown = shownAddress(event.destination.url)
      if (!shown || !event.cancelable || event.formData) return
      event.preventDefault()
      setTimeout(function () { location.href = shown })
    })
  }

  window.WeixinJSBridge = { invoke: invoke, call: function (name) { invoke(name) }, on: on }
  window.__wxjs_environment = 'browser'
  function ready() {
    tell({ teahouse: 'ready' })
    document.dispatchEvent(new Event('WeixinJSBridgeReady'))
  }
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', ready)
  else ready()
  tell({ teahouse: 'page' })
})(__SETTINGS__)
