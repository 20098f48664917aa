//! By what each file is judged: the command line, and the settings of the project that the file belongs to.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    path::{Path, PathBuf},
    rc::Rc,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use teiwright::{
    archive::{self, Profile},
    diagnostic::{Diagnostic, Severity},
    pack::Details,
    rules::{Corpus, Selection},
    schema::{Options as Expected, Schema},
    source::Source,
    validate::{Choice, CodeError, Options, Validator, Weights},
};

use crate::cli::{
    commands::{archives, corpus, known::Known, schema},
    config::{self, Config, Finder},
    failure::{Failure, chain},
    files::{self, Found, Input, Kind, Reach, identity},
};

/// The name by which `--schema` means our own schema.
pub const OWN_SCHEMA: &str = "teiwright";

/// What the command line says, of which each part goes before what settings say.
#[derive(Debug)]
pub struct Wishes<'a> {
    /// The schemas; none said leaves it to the settings.
    pub schemas: &'a [PathBuf],
    /// Whether no schema judges.
    pub no_schema: bool,
    /// Whether no rule judges.
    pub no_rules: bool,
    /// Where the parts of schemas may lie.
    pub reach: Reach,
    /// How much schemas say.
    pub expected: Expected,
    /// The codes that are reported.
    pub select: &'a [String],
    /// The codes that are left out.
    pub ignore: &'a [String],
    /// Weights of findings.
    pub severities: &'a [(String, Severity)],
    /// The archive profile, by name or file.
    pub archive: Option<&'a str>,
    /// What defines the identifiers that pointers may lead to; without any, each file alone.
    pub corpus: &'a [PathBuf],
    /// The known findings.
    pub baseline: Option<&'a Path>,
    /// Whether the baselines of settings are left alone, as one is written.
    pub ignores_baselines: bool,
    /// Whether warnings fail.
    pub is_strict: bool,
    /// The file of settings for all files.
    pub config: Option<&'a Path>,
    /// Whether no settings are looked for.
    pub no_config: bool,
}

/// What is done with each file.
#[derive(Debug, Default)]
pub struct Plan {
    /// The files, each once.
    pub jobs: Vec<Job>,
    /// The judges of these jobs.
    pub judges: Vec<Judge>,
    /// The baselines of these judges.
    pub known: Vec<Known>,
    /// How many files settings leave out.
    pub excluded: usize,
    /// What each file of settings states about a package of its files.
    pub packages: Vec<(PathBuf, Details)>,
}

/// One file, and the number of its judge.
#[derive(Debug)]
pub struct Job {
    /// The file.
    pub found: Found,
    /// The judge.
    pub judge: usize,
}

/// By what some files are judged.
#[derive(Debug)]
pub struct Judge {
    options: Options,
    /// Whether warnings fail.
    pub is_strict: bool,
    /// The number of the baseline.
    pub known: Option<usize>,
    /// A validator learns a grammar's states as it goes: each thread takes one that is free, and gives it back.
    idle: Mutex<Vec<Validator>>,
}

impl Judge {
    /// Does something with a validator that nobody else has.
    pub fn with<R>(&self, work: impl FnOnce(&mut Validator) -> R) -> R {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let free = idle().pop();
        let mut validator = free.unwrap_or_else(|| Validator::new(&self.options));
        let result = work(&mut validator);
        idle().push(validator);
        result
    }

    /// A finding about the run, as it is weighed, unless it is ignored.
    pub fn admit(&self, mut finding: Diagnostic) -> Option<Diagnostic> {
        finding.severity = self.options.weights.of(&finding.code).unwrap_or(finding.severity);
        (!self.options.choice.refuses(&finding.code)).then_some(finding)
    }
}

impl Plan {
    /// Plans the work on files that were found.
    ///
    /// # Errors
    /// [`Failure`] when settings, a schema, a profile or a baseline cannot be read, or when nothing would be checked.
    pub fn of(found: Vec<Found>, wishes: &Wishes<'_>) -> Result<Plan, Failure> {
        let mut planner = Planner {
            wishes,
            finder: Finder::default(),
            schemas: HashMap::new(),
            judges: BTreeMap::new(),
            corpus: if wishes.corpus.is_empty() { None } else { Some(Arc::new(corpus::load(wishes.corpus)?)) },
            plan: Plan::default(),
        };
        let mut met = HashSet::new();
        let had_files = !found.is_empty();
        for found in found {
            let place = found.input.place().map(identity);
            // A file that is named twice is judged once.
            if met.insert((place.clone(), found.input.path().is_none())) {
                planner.add(found, place)?;
            }
        }
        let plan = planner.plan;
        if plan.jobs.is_empty() && had_files {
            let message = format!("nothing was checked: settings exclude all of the {} files that were found", plan.excluded);
            let help = "name a file itself, change `exclude` in teiwright.toml, or leave the settings out: `--no-config`";
            return Err(Failure::new(message.replace("all of the 1 files that were", "the one file that was")).help(help));
        }
        Ok(plan)
    }
}

/// What tells judges apart: the settings, and which of their schema sets.
type Key = (Option<PathBuf>, Option<usize>);

struct Planner<'a> {
    wishes: &'a Wishes<'a>,
    finder: Finder,
    schemas: HashMap<PathBuf, Arc<Schema>>,
    judges: BTreeMap<Key, usize>,
    corpus: Option<Arc<Corpus>>,
    plan: Plan,
}

impl Planner<'_> {
    fn add(&mut self, found: Found, place: Option<PathBuf>) -> Result<(), Failure> {
        let config = self.config(&found.input)?;
        // A file that is named itself is judged, as it is by `find`, whatever it is called.
        let is_excluded = |place: &PathBuf| found.is_walked && config.as_ref().is_some_and(|config| config.excludes(place));
        if place.as_ref().is_some_and(is_excluded) {
            self.plan.excluded += 1;
            return Ok(());
        }
        let set = match (&config, &place) {
            (Some(config), Some(place)) => config.schemas_of(place).map(|(number, _)| number),
            _ => None,
        };
        let key = (config.as_ref().map(|config| config.path.clone()), set);
        let judge = match self.judges.get(&key) {
            Some(judge) => *judge,
            None => {
                let judge = self.judge(config.as_deref(), place.as_deref())?;
                self.plan.judges.push(judge);
                self.judges.insert(key, self.plan.judges.len() - 1);
                self.plan.judges.len() - 1
            }
        };
        self.plan.jobs.push(Job { found, judge });
        Ok(())
    }

    fn config(&mut self, input: &Input) -> Result<Option<Rc<Config>>, Failure> {
        if self.wishes.no_config {
            return Ok(None);
        }
        if let Some(path) = self.wishes.config {
            return self.finder.load(path).map(Some);
        }
        let folder = input.place().and_then(Path::parent).unwrap_or(Path::new(""));
        self.finder.of_folder(folder)
    }

    fn judge(&mut self, config: Option<&Config>, place: Option<&Path>) -> Result<Judge, Failure> {
        let wishes = self.wishes;
        if let Some((config, package)) = config.and_then(|config| Some((config, config.package.as_ref()?)))
            && !self.plan.packages.iter().any(|(path, _)| *path == config.path)
        {
            self.plan.packages.push((config.path.clone(), package.clone()));
        }
        let archive = self.archive(config)?;
        let choice = choice(wishes, config).map_err(|error| coded(&error))?;
        let weights = weights(wishes, config, archive.as_deref())?;
        let names = self.schema_names(config, place).to_vec();
        let schemas = names.iter().map(|name| self.schema(name)).collect::<Result<Vec<_>, _>>()?;
        let schema_names = names.iter().map(|name| name.display().to_string()).collect();
        let corpus = self.corpus.clone();
        let rules = (!wishes.no_rules).then(Selection::default);
        let judges_rules = rules.is_some() && choice.has_rules();
        let judges_schemas = !schemas.is_empty() && choice.has_schemas();
        if !judges_rules && !judges_schemas && archive.is_none() && !choice.names_the_reading() {
            let message = "nothing would be checked: what is selected belongs to no rule, schema or archive that is in use";
            return Err(Failure::new(message)
                .help("select other codes, or leave out `--no-schema`, `--no-rules` or the `use = []` of the settings"));
        }
        let options = Options { schemas, expected: wishes.expected, rules, archive, choice, weights, schema_names, corpus };
        let is_strict = wishes.is_strict || config.is_some_and(|config| config.is_strict);
        Ok(Judge { options, is_strict, known: self.known(config)?, idle: Mutex::default() })
    }

    /// The schemas by which a file is judged, as they are called.
    fn schema_names<'n>(&'n self, config: Option<&'n Config>, place: Option<&Path>) -> &'n [PathBuf] {
        static OWN: LazyLock<[PathBuf; 1]> = LazyLock::new(|| [PathBuf::from(OWN_SCHEMA)]);
        let set = config.zip(place).and_then(|(config, place)| config.schemas_of(place));
        match set {
            _ if self.wishes.no_schema => &[],
            _ if !self.wishes.schemas.is_empty() => self.wishes.schemas,
            Some((_, set)) => set.schemas.as_slice(),
            None => OWN.as_slice(),
        }
    }

    fn schema(&mut self, name: &Path) -> Result<Arc<Schema>, Failure> {
        if name.as_os_str() == OWN_SCHEMA && !name.exists() {
            return Ok(Arc::clone(Schema::built_in()));
        }
        if let Some(known) = self.schemas.get(name) {
            return Ok(Arc::clone(known));
        }
        let schema = Arc::new(schema::load(name, self.wishes.reach)?);
        self.schemas.insert(name.to_owned(), Arc::clone(&schema));
        Ok(schema)
    }

    fn archive(&self, config: Option<&Config>) -> Result<Option<Arc<Profile>>, Failure> {
        if let Some(name) = self.wishes.archive {
            return profile(name, Path::new(name)).map(Some);
        }
        let Some((config, name)) = config.and_then(|config| Some((config, config.archive.as_deref()?))) else { return Ok(None) };
        profile(name, &config.path_of(name)).map(Some)
    }

    /// The number of the baseline, read once.
    fn known(&mut self, config: Option<&Config>) -> Result<Option<usize>, Failure> {
        let of_settings = config.and_then(|config| config.baseline.as_deref()).filter(|_| !self.wishes.ignores_baselines);
        let Some(path) = self.wishes.baseline.or(of_settings) else { return Ok(None) };
        let number = self.plan.known.iter().position(|known| known.is_at(path));
        if number.is_none() {
            self.plan.known.push(Known::load(path)?);
        }
        Ok(Some(number.unwrap_or(self.plan.known.len() - 1)))
    }
}

/// The profile with a name that comes with the program, or in a file.
fn profile(name: &str, path: &Path) -> Result<Arc<Profile>, Failure> {
    if let Some(built_in) = archive::built_in().iter().find(|profile| profile.name == name) {
        return Ok(Arc::new(built_in.clone()));
    }
    if !path.extension().is_some_and(|it| it.eq_ignore_ascii_case("toml")) {
        return Err(archives::unknown(name));
    }
    let source: Source = files::source(&Input::File(path.to_owned()), Kind::Settings)?;
    let profile = Profile::parse(&source).map_err(|error| config::failure(&source, &error))?;
    let codes = profile.severities.iter().map(|(code, _)| code).chain(profile.requirements.iter().flat_map(|it| &it.replaces));
    for code in codes {
        let none: &[&str] = &[];
        Choice::new(&[code.as_str()], none).map_err(|error| Failure::of(source.name(), chain(&error)))?;
    }
    Ok(Arc::new(profile))
}

fn choice(wishes: &Wishes<'_>, config: Option<&Config>) -> Result<Choice, CodeError> {
    let said = |mine: &[String], theirs: Option<&[String]>| match mine.is_empty() {
        true => theirs.unwrap_or_default().to_vec(),
        false => mine.to_vec(),
    };
    let select = said(wishes.select, config.map(|config| config.select.as_slice()));
    let ignore = said(wishes.ignore, config.map(|config| config.ignore.as_slice()));
    Choice::new(&select, &ignore)
}

fn weights(wishes: &Wishes<'_>, config: Option<&Config>, archive: Option<&Profile>) -> Result<Weights, Failure> {
    let layers = [
        archive.map(|archive| archive.severities.as_slice()),
        config.map(|config| config.severities.as_slice()),
        Some(wishes.severities),
    ];
    let mut weights = Weights::default();
    for layer in layers.into_iter().flatten() {
        weights = weights.under(Weights::new(layer).map_err(|error| coded(&error))?);
    }
    Ok(weights)
}

fn coded(error: &CodeError) -> Failure {
    Failure::new(chain(error)).help("`teiwright rules` lists the rules, `teiwright explain CODE` knows every code")
}
