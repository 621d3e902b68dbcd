"""Words that the compounds of a kommun and its associations are made of, by subject.

Written for Civsam. A word that stands here stays whole, so few of them are compounds themselves.
"""

WORDS = frozenset(
    """
    akrobatik aktör allians arena badminton bana bandy basket boll bollspel boule bowling
    boxning brottning byalag byråd cup curling cykel cykling dans distrikt dykning ekonomi fiske
    fotboll friidrott friluftsliv frisbee fäkt fäktning förbund förening församling förvaltning
    golf grupp gymnastik gång hall handboll hockey häst idrott innebandy intresse ishockey jakt
    judo kajak kanot kansli karate kassör klubb klättring kommitté kommun kooperativ krets kropp
    kår lag led lokal löp löpning match medlem medlemskap motion motor mountainbike myndighet
    nämnd nätverk ordförande organisation orientering paddling padel paraply parasport pensionär
    plan promenad rally region rid ridning riks rodd rugby råd samfund segel segling sekretariat
    sekreterare sektion sim simning skate skid skida skridsko skytte slalom spel sport spår
    squash stiftelse styrelse sällskap tennis trav tränare träning turnering tävling union
    utskott valberedning vandring verksamhet volleyboll yoga åkning

    ateljé band berättande bibliotek bild bio bok böcker cirkus drama estrad festival film fiol
    foto fotografi författare galleri hantverk hembygd historia instrument jazz keramik konsert
    konst konstnär kor kultur kör litteratur läs läsning museum musik musikal målning opera
    orkester poesi revy scen serie skapande skriv skådespel slöjd spelman stickning sång sömnad
    teater textil trubadur utställning visa vävning

    aktivitet anhörig anknytning anläggning anslag ansvar ansökan arbete arbetslöshet asyl
    avgift avtal bad barn behov belopp bemötande beroende bibliotekarie bidrag brygga budget by
    bygd byggnad café cancer centrum cirkel demens diabetes diagnos drift döv elev ensam
    ensamhet entré evenemang familj far finansiering flicka flykting fond fritid
    funktionsnedsättning förort förråd förskott förälder föräldrar galleria gata gatu gemenskap
    gravid gymnasium gympa gård gåva hem hemlös hjälp hus hyra hälsa hörsel insamling insats
    integration investering jour kafé kamrat kiosk klass koloni kontakt kontant kontor kostnad
    kris kronor kurator kvinna kyrk kyrka kök land landsbygd ledsagare lek liga liv lott lotteri
    lån läkare läxa manlig mark marknad medel mental missbruk mor moské mångfald neuro nyanländ
    nykterhet odling område omsorg ort par park parkering parkinson patient peng pengar
    personlig plats pojke pool pott pris projekt psykisk redovisning rehab resurs reumatiker
    rullstol rum räkning sal samling samtal scenen senior sjuk sjukdom sjö skog skola smärta
    social sponsor språk stad stall start station stimulans stipendium strand stroke stuga stöd
    subvention syn taxa tecken tillstånd tonår torg trakt trygghet trädgård tröst tält underhåll
    ung ungdom utbetalning utrustning utveckling vatten verkstad vinter vuxen våld vård väg vän
    värde ås äldre älv äng

    afton anmälan annons arrangemang arrangör besök bingo brev brygd bröd buss båt certifikat
    dag dator digital djur dräkt fadder fader fest fika fisk flyg folk fordon forum frivillig
    frukost frukt frö fågel förtroende glädje granne grill grönsak guide hund högtid höst idé
    information initiativ instruktör internet jord jul kaffe kalas kampanj katt kille klassiker
    klimat klocka kläder kollo konferens kost kretslopp kunskap kurs kväll ledare loppis lov
    lunch läger lärare läromedel lördag mat medalj midsommar miljö minne mopp morgon mål måltid
    månad möte natt natur nyhet nyår odla olycka panel picknick pilgrim present program
    promenera påsk resa restaurang rygg rätt rättighet rörelse röst safari samarbete samhälle
    samverkan schack secondhand semester service sko skräp skydd släkt släkting smak snö socken
    sommar soppa sorg studie studio städning syfte såpbubbla söndag tacksam tavla teknik telefon
    tid tidning tjej tjänst tomat tradition trafik träd träff tur turism uppdrag utbildning
    utbyte utflykt utrymme vagn vakt val valborg vecka vernissage vetenskap vilt vision volontär
    vår vägledning yrke år återbruk återvinning

    buddhist bön diakoni frikyrka hinduisk islam judisk katolsk konfirmation kristen mission
    muslim ortodox pastor pingst präst religion tro troende

    afghansk arabisk bosnisk eritreansk estnisk finsk invandrare iransk kurdisk minoritet nation
    nationalitet persisk polsk romsk same samisk somalisk svensk syrisk turkisk ukrainsk

    beredskap brand civil demokrati energi fack facklig fred försvar human hållbar hållbarhet
    katastrof kvarn larm nykter partner partnerskap patrull polis politik räddning scout
    solidaritet trygg vapen veteran överenskommelse

    administration adress ansvarig beslut blankett dokument enkät formulär fråga förfrågan
    förslag handling hörslinga intyg journal kalender karta lista lots policy protokoll rapport
    regel register registrering remiss samordnare samordning stadga stadgar strategi svar
    tjänsteman uppföljning upphandling utvärdering återkoppling ärende

    anställd app barnvagn blod boende byggare chef fri hamn hindi hyresgäst hörselskadad it jobb
    arm arv båg disko dyk död gala gym gäng hiss hud nöd oro prat pub tolk
    ljud ljus lön mobil nattvandrare nord norr personal praktik sida skådning sten syd sym söder
    vandrare villa väst väster webb ägare öst öster
    """.split()
)
