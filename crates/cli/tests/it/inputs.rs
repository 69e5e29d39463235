//! What a record of a screening was made from.

use sha2::{Digest, Sha256};

use super::{Desk, coercivity, root};

const ASKED: [&str; 7] = ["--move", "JP:DE:MG-7", "--move", "DE:US:SM-40", "--use", "civil", "--day"];

#[test]
fn a_record_names_the_files_that_it_was_made_from_by_their_hashes() {
    let desk = Desk::new("screen-inputs");
    let bill = root().join("examples/bills/servo-motor.csv").display().to_string();
    let issuers = root().join("cases/papers/issuers.json").display().to_string();
    std::fs::create_dir(desk.0.join("papers")).unwrap();
    let mapped = coercivity(&desk.0, &["bill", "map", &bill, "-o", "mapping.toml"]);
    assert_eq!(mapped.code, 0, "{}", mapped.stderr);
    let asked = ["screen", &bill, "--mapping", "mapping.toml", "--evidence", "papers", "--issuers", &issuers];
    let mut arguments = asked.to_vec();
    arguments.extend(ASKED);
    arguments.extend(["2026-12-05", "-o", "record"]);
    let said = coercivity(&desk.0, &arguments);
    assert_eq!(said.code, 0, "{}", said.stderr);
    let manifest = std::fs::read(desk.0.join("record/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
    let hash = |path: &str| {
        let bytes = std::fs::read(desk.0.join(path)).unwrap();
        Sha256::digest(bytes).iter().map(|it| format!("{it:02x}")).collect::<String>()
    };
    let listed = |role: &str, path: &str| {
        let it = serde_json::json!({ "role": role, "path": path, "sha256": hash(path) });
        assert!(manifest["inputs"].as_array().unwrap().contains(&it), "{it} in {manifest:#}");
    };
    listed("bill", &bill);
    listed("mapping", "mapping.toml");
    listed("issuers", &issuers);
}
