use super::check;

#[test]
fn groups_keep_their_order() {
    let schema = "element r { element a { empty }, element b { empty }?, element c { empty } }";
    check(schema, &["<r><a/><b/><c/></r>", "<r> <a/> <!-- x --> <c/> </r>"], &["<r><c/><a/></r>", "<r><a/><b/></r>", "<r/>"]);
}

#[test]
fn choices_take_one() {
    let schema = "element r { (element a { empty }, element b { empty }) | (element a { empty }, element c { empty }) }";
    check(schema, &["<r><a/><b/></r>", "<r><a/><c/></r>"], &["<r><a/></r>", "<r><a/><b/><c/></r>", "<r><b/></r>"]);
}

#[test]
fn interleaved_parts_have_no_order_among_them() {
    let schema = "element r { (element a { empty }, element b { empty }) & element c { empty }* & text }";
    let valid = ["<r><a/><b/></r>", "<r><c/>x<a/><c/>y<b/><c/></r>", "<r><a/>x<c/><b/></r>"];
    check(schema, &valid, &["<r><b/><a/></r>", "<r><a/><c/></r>", "<r><a/><a/><b/></r>"]);
}

#[test]
fn repetition_is_at_least_once() {
    let schema = "element r { (element a { empty }, element b { empty }?)+ }";
    check(schema, &["<r><a/></r>", "<r><a/><a/><b/><a/></r>"], &["<r/>", "<r><b/></r>", "<r><a/><b/><b/></r>"]);
}

#[test]
fn elements_of_one_name_run_side_by_side() {
    let schema = "element r { element a { element x { empty } }+ | (element a { element y { empty } }, element z { empty }) }";
    let valid = ["<r><a><x/></a></r>", "<r><a><x/></a><a><x/></a></r>", "<r><a><y/></a><z/></r>"];
    check(schema, &valid, &["<r><a><x/></a><z/></r>", "<r><a><y/></a></r>", "<r><a/></r>", "<r><a><y/></a><a><x/></a></r>"]);
}

#[test]
fn ambiguous_elements_nest() {
    let schema = "start = element r { odd | even }
        odd = element n { even? | element o { empty } }
        even = element n { odd | element e { empty } }";
    let valid = ["<r><n/></r>", "<r><n><n/></n></r>", "<r><n><n><e/></n></n></r>", "<r><n><n><n><o/></n></n></n></r>"];
    check(schema, &valid, &["<r/>", "<r><n><e/><e/></n></r>", "<r><n><x/></n></r>", "<r><n>x</n></r>"]);
}

#[test]
fn attributes_decide_about_content() {
    let schema = "element r { (attribute kind { 'a' }, element x { empty }) | (attribute kind { 'b' | 'c' }, text)
        | (attribute other { text }, empty) }";
    let valid = ["<r kind='a'><x/></r>", "<r kind='b'>t</r>", "<r kind=' c '/>", "<r other=''/>"];
    let invalid = ["<r kind='a'/>", "<r kind='b'><x/></r>", "<r kind='d'/>", "<r/>", "<r kind='b' other='x'/>"];
    check(schema, &valid, &invalid);
}

#[test]
fn attributes_have_no_order() {
    let schema = "element r { attribute a { text }, element x { empty }, attribute b { text }?, attribute c { text } }";
    let valid = ["<r c='' a=''><x/></r>", "<r c='' b='' a=''><x/></r>"];
    check(schema, &valid, &["<r a='' b=''><x/></r>", "<r a='' c=''/>", "<r/>"]);
}

#[test]
fn wildcards_hold_all_names_but_some() {
    let schema = "namespace n = 'urn:n'
        start = element r { attribute * - (a | n:*) { text }*, any* }
        any = element * - (r | n:x) { attribute * { text }*, (text | any)* }";
    let valid = ["<r b='1' c='2'/>", "<r><x y='1'><z xmlns='urn:z' a=''/>t</x></r>", "<r><y xmlns='urn:n'/></r>"];
    check(schema, &valid, &["<r a='1'/>", "<r n:b='' xmlns:n='urn:n'/>", "<r><r/></r>", "<r><x xmlns='urn:n'/></r>"]);
}

#[test]
fn names_are_expanded() {
    let schema = "default namespace = 'urn:a' namespace b = 'urn:b' element r { attribute b:c { text }?, element b:x { empty } }";
    let valid = ["<r xmlns='urn:a'><x xmlns='urn:b'/></r>", "<q:r xmlns:q='urn:a' xmlns:p='urn:b' p:c=''><p:x/></q:r>"];
    check(
        schema,
        &valid,
        &["<r><x xmlns='urn:b'/></r>", "<r xmlns='urn:a'><x/></r>", "<r xmlns='urn:a' c=''><x xmlns='urn:b'/></r>"],
    );
}

#[test]
fn data_is_judged_as_a_whole() {
    let schema = "element r { xsd:integer { minInclusive = '3' } | 'x y' | element e { empty } }";
    let valid = ["<r>12</r>", "<r> 1<!-- - -->2 </r>", "<r><![CDATA[1]]>2</r>", "<r>x\n y</r>", "<r> <e/> </r>"];
    check(schema, &valid, &["<r>2</r>", "<r/>", "<r>12<e/></r>", "<r>1<e/>2</r>", "<r>x</r>"]);
}

#[test]
fn data_may_have_exceptions() {
    let schema = "element r { attribute a { xsd:token - ('x' | 'y') }, (xsd:string - string '') }";
    check(schema, &["<r a='z'>t</r>", "<r a='x y'> </r>"], &["<r a='x'>t</r>", "<r a=' y '>t</r>", "<r a='z'/>"]);
}

#[test]
fn an_element_without_children_may_hold_the_empty_string() {
    check("element r { '' | element a { empty }+ }", &["<r/>", "<r> </r>", "<r><!-- --></r>", "<r><a/></r>"], &["<r>x</r>"]);
    check("element r { xsd:string }", &["<r/>", "<r>x</r>"], &["<r><r/></r>"]);
    check("element r { empty }", &["<r/>", "<r> \n</r>"], &["<r>x</r>", "<r><a/></r>"]);
}

#[test]
fn lists_are_cut_at_white_space() {
    let schema = "element r { attribute a { list { xsd:integer+ } }?, list { 'x', (xsd:integer, 'y'?)*, 'z'? } }";
    let valid = ["<r>x</r>", "<r a=' 1 2\n3 '>x 1 2 y z</r>", "<r> x z </r>", "<r a='1'>x 1 y 2</r>"];
    check(schema, &valid, &["<r/>", "<r>x y</r>", "<r a=''>x</r>", "<r a='1 b'>x</r>", "<r>x 1 y y</r>"]);
}

#[test]
fn text_may_stand_between_elements() {
    let schema = "element r { mixed { element a { empty }*, element b { text } } }";
    let valid = ["<r>x<a/>y<b/>z</r>", "<r><b>t</b></r>", "<r>x<!-- -->y<?p?>z<b/></r>"];
    check(schema, &valid, &["<r>x</r>", "<r><b/>x<a/></r>"]);
    check("element r { text, element a { empty }, text }", &["<r>x<a/>y</r>", "<r><a/></r>"], &["<r>x</r>", "<r>x<a/>y<a/></r>"]);
    check("element r { element a { empty }, text }", &["<r><a/>y</r>"], &["<r>x<a/>y</r>"]);
}

#[test]
fn qualified_names_take_their_prefixes_from_the_document() {
    let schema = "namespace n = 'urn:n' element r { attribute a { xsd:QName 'n:x' }?, element e { xsd:QName }* }";
    let valid = ["<r xmlns:m='urn:n' a='m:x'/>", "<r><e xmlns:z='urn:z'>z:a</e><e>b</e></r>"];
    check(schema, &valid, &["<r xmlns:n='urn:o' a='n:x'/>", "<r a='x'/>", "<r><e>z:a</e></r>"]);
}

#[test]
fn ids_are_sound() {
    let schema = "start = element r { e* }
        e = element e { attribute id { xsd:ID }?, attribute to { xsd:IDREF }?, attribute all { xsd:IDREFS }? }";
    let valid = ["<r><e to='b'/><e id='a'/><e id=' b ' all='a\n b'/></r>"];
    check(schema, &valid, &["<r><e id='a'/><e id='a'/></r>", "<r><e to='x'/></r>", "<r><e id='a' all='a b'/></r>"]);
}
