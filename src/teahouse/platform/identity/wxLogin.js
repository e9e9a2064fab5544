/* new WxLogin({...}): the code of /connect/qrconnect inside a website's own page, as WeChat's script of that name. */
;(function () {
  'use strict'
  var script = document.currentScript
  var home = script && script.src ? new URL(script.src).origin : ''
  var NAMES = ['appid', 'scope', 'redirect_uri', 'state', 'self_redirect', 'style', 'href', 'lang']

  window.WxLogin = function (options) {
    var query = NAMES.filter(function (name) { return options[name] !== undefined && options[name] !== null })
      .map(function (name) {
        var value = String(options[name])
        /* The address comes encoded already, as the documentation asks for it. */
        return name + '=' + (name === 'redirect_uri' && /%2f/i.test(value) ? value : encodeURIComponent(value))
      })
    var frame = document.createElement('iframe')
    frame.src = home + '/connect/qrconnect?' + query.join('&') + '&response_type=code&login_type=jssdk#wechat_redirect'
    frame.title = 'WeChat'
    frame.width = '300'
    frame.height = '400'
    frame.setAttribute('frameborder', '0')
    frame.setAttribute('scrolling', 'no')
    frame.setAttribute('sandbox', 'allow-scripts allow-top-navigation allow-same-origin')
    var place = document.getElementById(options.id)
    place.innerHTML = ''
    place.appendChild(frame)
    if (options.onReady) options.onReady(true)
  }
})()
