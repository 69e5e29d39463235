//! `coercivity` alone, and `--version`.

use serde_json::json;

use crate::answer::Answer;
use crate::open_world::Texts;

/// The two commands to try first.
const TRY: [(&str, &str); 2] = [
    ("coercivity run cutoff --preview", "if the dominant supplier cuts us off, who runs short, and when?"),
    ("coercivity atlas --chain magnet:NdFeB --buyer USA", "who makes a magnet, step by step?"),
];

/// What a newcomer reads first.
pub fn greeting() -> Answer {
    let mut text = String::from(
        "Coercivity: one sourced model of the rare earth and critical mineral chain, and what happens when a supplier \
         stops.\n\nTry\n",
    );
    for (command, question) in TRY {
        text.push_str(&format!("  {command:<52}{question}\n"));
    }
    text.push_str("\nAll verbs and flags: coercivity --help\n");
    let json = json!({ "try": TRY.map(|it| it.0) });
    Answer::new("coercivity.greeting/1", text, json)
}

/// Version of the program and name of the world.
pub fn version(texts: &Texts) -> Answer {
    let version = env!("CARGO_PKG_VERSION");
    let text = format!("coercivity {version}  world {}  known on {}", texts.name(), texts.edition.known_on);
    let json = json!({
        "version": version, "edition": texts.edition.name, "hash": texts.hash, "known_on": texts.edition.known_on.to_string(),
    });
    let mut answer = Answer::new("coercivity.version/1", text, json);
    answer.world = texts.name();
    answer
}
