// Small helps for those who have script; every page works without.
"use strict";
