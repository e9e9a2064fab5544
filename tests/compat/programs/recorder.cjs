// Notes which methods of a client were called, and how each ended.
"use strict";

const UNAUTHORIZED = 48001;

class Recorder {
  // `perform(name, args)` calls a method and promises its answer; `leftOut` says by name why a method is not called.
  constructor(methods, leftOut, perform) {
    Object.assign(this, { methods, leftOut, perform, ended: {} });
  }

  async call(name, ...args) {
    if (!this.methods.includes(name)) throw new Error(`there is no method ${name}`);
    try {
      const answer = await this.perform(name, args);
      this.ended[name] = 0;
      return answer;
    } catch (error) {
      if (this.ended[name] !== 0) this.ended[name] = error.code || -1;
      error.message = `${name}: ${error.message}`;
      throw error;
    }
  }

  // The code with which a call is refused; 0 when it is not.
  async refused(name, ...args) {
    return this.call(name, ...args).then(
      () => 0,
      (error) => error.code,
    );
  }

  // Names that passed, that answered 48001, the codes of those that were only refused, the reasons of those that nobody
  // called, and those that nobody called for none.
  summary() {
    const ended = (code) => this.methods.filter((name) => this.ended[name] === code).sort();
    const refused = Object.entries(this.ended).filter(([, code]) => code !== 0 && code !== UNAUTHORIZED);
    const uncalled = this.methods.filter((name) => !(name in this.ended)).sort();
    return {
      passed: ended(0),
      not_built: ended(UNAUTHORIZED),
      refused: Object.fromEntries(refused),
      left_out: Object.fromEntries(uncalled.filter((name) => this.leftOut[name]).map((name) => [name, this.leftOut[name]])),
      forgotten: uncalled.filter((name) => !this.leftOut[name]),
    };
  }
}

module.exports = { Recorder };
