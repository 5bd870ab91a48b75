(function () {
  'use strict';

  var tabs = document.querySelectorAll('[role=tab]');

  function show(name) {
    tabs.forEach(function (tab) {
      var chosen = tab.getAttribute('data-pane') === name;
      tab.setAttribute('aria-selected', String(chosen));
      document.getElementById(tab.getAttribute('data-pane')).classList.toggle('shown', chosen);
    });
  }

  tabs.forEach(function (tab) {
    tab.addEventListener('click', function () { show(tab.getAttribute('data-pane')); });
  });

  document.getElementById('reset').addEventListener('click', function () {
    fetch('reset', { method: 'POST' }).then(function () {
      localStorage.clear();
      location.reload();
    });
  });
}());
