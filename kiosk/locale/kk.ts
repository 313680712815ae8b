<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="kk_KZ" sourcelanguage="en_GB">
<context>
    <name>Assent</name>
    <message>
        <source>Name of the medical worker who heard it</source>
        <translation>Естіген медицина қызметкерінің аты-жөні</translation>
    </message>
    <message>
        <source>Surname, name and patronymic.</source>
        <translation>Тегі, аты, әкесінің аты.</translation>
    </message>
    <message>
        <source>Please type the name of the worker.</source>
        <translation>Қызметкердің аты-жөнін теріңіз.</translation>
    </message>
    <message>
        <source>Draw something here</source>
        <translation>Осында бірдеңе салыңыз</translation>
    </message>
    <message>
        <source>A name, a cross, a sun: anything.</source>
        <translation>Аты, айқас сызық, күн: кез келген нәрсе.</translation>
    </message>
    <message>
        <source>Please let the child draw in the white field first.</source>
        <translation>Алдымен бала ақ өріске сурет салсын.</translation>
    </message>
    <message>
        <source>Please let the child come to the screen, and read it together.</source>
        <translation>Баланы экранға шақырып, бірге оқыңыз.</translation>
    </message>
    <message>
        <source>The child answers. For a child who is too small or unwell, choose the last answer.</source>
        <translation>Бала жауап береді. Бала тым кішкентай немесе жағдайы жоқ болса, соңғы жауапты таңдаңыз.</translation>
    </message>
    <message>
        <source>Please choose one of the three answers.</source>
        <translation>Үш жауаптың бірін таңдаңыз.</translation>
    </message>
    <message>
        <source>Then nobody is filmed: the document will say “I do not agree”.</source>
        <translation>Онда баланы түсірмейміз: құжатта «Келіспеймін» деп жазылады.</translation>
    </message>
    <message>
        <source>How does the child say yes?</source>
        <translation>Бала келісетінін қалай білдіреді?</translation>
    </message>
    <message>
        <source>Please choose one.</source>
        <translation>Біреуін таңдаңыз.</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Әрі қарай оқу</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Келесі</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Иә</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Жоқ</translation>
    </message>
    <message>
        <source>Does not answer</source>
        <translation>Жауап бермейді</translation>
    </message>
    <message>
        <source>Aloud: I heard it</source>
        <translation>Дауыстап: мен естідім</translation>
    </message>
    <message>
        <source>Aloud: a medical worker heard it</source>
        <translation>Дауыстап: медицина қызметкері естіді</translation>
    </message>
    <message>
        <source>The child draws on the screen</source>
        <translation>Бала экранға сурет салады</translation>
    </message>
    <message>
        <source>The drawing is kept. A new one takes its place.</source>
        <translation>Сурет сақталды. Жаңасы оның орнын басады.</translation>
    </message>
    <message>
        <source>The child draws here with a finger</source>
        <translation>Бала осында саусағымен салады</translation>
    </message>
    <message>
        <source>Field for the child’s drawing</source>
        <translation>Баланың суреті салынатын өріс</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Тазалау</translation>
    </message>
</context>
<context>
    <name>Authority</name>
    <message>
        <source>Which document confirms it?</source>
        <translation>Мұны қандай құжат растайды?</translation>
    </message>
    <message>
        <source>Only its kind, number and date are kept. No copy or photograph of it is made.</source>
        <translation>Тек құжаттың түрі, нөмірі және күні сақталады. Көшірмесі алынбайды, суретке түсірілмейді.</translation>
    </message>
    <message>
        <source>Please choose one.</source>
        <translation>Біреуін таңдаңыз.</translation>
    </message>
    <message>
        <source>Number of the document</source>
        <translation>Құжаттың нөмірі</translation>
    </message>
    <message>
        <source>As it is printed there, letters too.</source>
        <translation>Құжаттағыдай, әріптерімен бірге.</translation>
    </message>
    <message>
        <source>Please type the number.</source>
        <translation>Нөмірін теріңіз.</translation>
    </message>
    <message>
        <source>Date of the document</source>
        <translation>Құжаттың берілген күні</translation>
    </message>
    <message>
        <source>Day, month, year: 8 digits.</source>
        <translation>Күні, айы, жылы: 8 цифр.</translation>
    </message>
    <message>
        <source>There is no such day, or it is still to come. Please look again.</source>
        <translation>Мұндай күн жоқ немесе ол әлі келген жоқ. Тағы бір тексеріңіз.</translation>
    </message>
    <message>
        <source>Please type day, month and year.</source>
        <translation>Күнін, айын және жылын теріңіз.</translation>
    </message>
    <message>
        <source>Birth certificate</source>
        <translation>Туу туралы куәлік</translation>
    </message>
    <message>
        <source>Adoption decision</source>
        <translation>Бала асырап алу туралы шешім</translation>
    </message>
    <message>
        <source>Order of guardianship or trusteeship</source>
        <translation>Қорғаншылық немесе қамқоршылық белгілеу туралы шешім</translation>
    </message>
    <message>
        <source>Court decision</source>
        <translation>Сот шешімі</translation>
    </message>
    <message>
        <source>Power of attorney</source>
        <translation>Сенімхат</translation>
    </message>
    <message>
        <source>Other document</source>
        <translation>Басқа құжат</translation>
    </message>
</context>
<context>
    <name>Block</name>
    <message>
        <source>Before:</source>
        <translation>Бұрын:</translation>
    </message>
    <message>
        <source>Now:</source>
        <translation>Қазір:</translation>
    </message>
    <message>
        <source>New:</source>
        <translation>Жаңа:</translation>
    </message>
    <message>
        <source>No longer there:</source>
        <translation>Енді жоқ:</translation>
    </message>
    <message>
        <source>A page written by hand</source>
        <translation>Қолмен жазылған бет</translation>
    </message>
</context>
<context>
    <name>Changes</name>
    <message>
        <source>In this language nothing has changed.</source>
        <translation>Осы тілде ештеңе өзгерген жоқ.</translation>
    </message>
    <message>
        <source>What has changed since the text of %1</source>
        <translation>%1 күнгі мәтіннен бері не өзгерді</translation>
    </message>
    <message>
        <source>What has changed since version %1</source>
        <translation>%1 нұсқасынан бері не өзгерді</translation>
    </message>
    <message>
        <source>Words that were taken out are struck through, new words are underlined.</source>
        <translation>Алып тасталған сөздер сызып тасталған, жаңа сөздердің асты сызылған.</translation>
    </message>
    <message>
        <source>Back to the text</source>
        <translation>Мәтінге оралу</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Әрі қарай оқу</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Артқа</translation>
    </message>
    <message>
        <source>I signed an earlier text</source>
        <translation>Менде одан бұрынғы мәтін</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>Question %1 of %2</source>
        <translation>%1-сұрақ, барлығы %2</translation>
    </message>
    <message>
        <source>Whatever you choose, the patient’s blood is drawn all the same.</source>
        <translation>Қайсысын таңдасаңыз да, пациент қан тапсыра алады.</translation>
    </message>
    <message>
        <source>Whatever you choose, your contract, pay and position stay the same.</source>
        <translation>Қай жауапты таңдасаңыз да, еңбек шартыңыз, жалақыңыз және лауазымыңыз өзгермейді.</translation>
    </message>
    <message>
        <source>Whatever you choose, your blood is drawn all the same.</source>
        <translation>Қайсысын таңдасаңыз да, қан тапсыра аласыз.</translation>
    </message>
    <message>
        <source>Please choose one of the two answers.</source>
        <translation>Екі жауаптың бірін таңдаңыз.</translation>
    </message>
    <message>
        <source>I agree</source>
        <translation>Келісемін</translation>
    </message>
    <message>
        <source>I do not agree</source>
        <translation>Келіспеймін</translation>
    </message>
</context>
<context>
    <name>Companion</name>
    <message>
        <source>Only the patient decides about filming, or the patient’s parent or other legal representative.</source>
        <translation>Түсірілім туралы шешімді тек пациенттің өзі, ата-анасы немесе басқа заңды өкілі қабылдайды.</translation>
    </message>
    <message>
        <source>Is the patient here, and decides alone? Let them come to the screen. You may help them to read.</source>
        <translation>Пациент осында ма және өзі шешім қабылдай ала ма? Онда экранға өзі келсін. Оқуға көмектесуіңізге болады.</translation>
    </message>
    <message>
        <source>Is none of them here? Please tell the medical worker. The blood is drawn all the same, and without consent the patient is not filmed.</source>
        <translation>Олардың ешқайсысы осында жоқ па? Медицина қызметкеріне айтыңыз. Пациент бәрібір қан тапсыра алады, ал келісім болмаса, оны түсірмейді.</translation>
    </message>
    <message>
        <source>You cannot sign for another person here</source>
        <translation>Мұнда басқа адам үшін қол қоюға болмайды</translation>
    </message>
    <message>
        <source>To the beginning</source>
        <translation>Басына оралу</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Әрі қарай оқу</translation>
    </message>
</context>
<context>
    <name>Contract</name>
    <message>
        <source>Number of the contract</source>
        <translation>Шарттың нөмірі</translation>
    </message>
    <message>
        <source>This consent belongs to the employment contract and is a document apart from it. It may be refused.</source>
        <translation>Бұл келісім еңбек шартына қатысты, бірақ одан бөлек құжат. Келіспеуге болады.</translation>
    </message>
    <message>
        <source>Please type the number.</source>
        <translation>Нөмірін теріңіз.</translation>
    </message>
    <message>
        <source>Date of the contract: day, month, year</source>
        <translation>Шарттың күні: күн, ай, жыл</translation>
    </message>
    <message>
        <source>Day, month, year: 8 digits.</source>
        <translation>Күні, айы, жылы: 8 цифр.</translation>
    </message>
    <message>
        <source>Please type day, month and year.</source>
        <translation>Күнін, айын және жылын теріңіз.</translation>
    </message>
    <message>
        <source>Hired on: day, month, year</source>
        <translation>Жұмысқа қабылданған күн: күні, айы, жылы</translation>
    </message>
    <message>
        <source>Who was hired before %1 is asked by this supplement to the contract. It may be refused.</source>
        <translation>%1 күнінен бұрын қабылданғандардан осы толықтыру арқылы сұралады. Келіспеуге де болады.</translation>
    </message>
    <message>
        <source>Hired later, a worker is asked at the contract itself: go back, and choose the consent at the contract.</source>
        <translation>Кейін қабылданған қызметкерден шарт жасасқанда сұралады: артқа қайтып, шарт жасасу кезіндегі келісімді таңдаңыз.</translation>
    </message>
    <message>
        <source>There is no such day. Please look again.</source>
        <translation>Мұндай күн жоқ. Қайта қараңыз.</translation>
    </message>
</context>
<context>
    <name>Coreview</name>
    <message>
        <source>The patient reads it, too. If something is wrong, go back.</source>
        <translation>Пациент те оқиды. Бірдеңе қате болса, артқа қайтыңыз.</translation>
    </message>
</context>
<context>
    <name>DigitPlaces</name>
    <message>
        <source>Digits typed: %1</source>
        <translation>Терілген цифрлар саны: %1</translation>
    </message>
</context>
<context>
    <name>Done</name>
    <message>
        <source>Thank you. It is saved.</source>
        <translation>Рақмет. Бәрі сақталды.</translation>
    </message>
    <message>
        <source>Thank you. The withdrawal is saved.</source>
        <translation>Рақмет. Келісімнің қайтарып алынғаны сақталды.</translation>
    </message>
    <message>
        <source>There is nothing else to do. You may agree again whenever you like.</source>
        <translation>Енді ештеңе істеудің қажеті жоқ. Қалаған уақытта қайтадан келісім бере аласыз.</translation>
    </message>
    <message>
        <source>There is nothing else to do. The medical worker will call you.</source>
        <translation>Енді ештеңе істеудің қажеті жоқ. Медицина қызметкері сізді шақырады.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Дайын</translation>
    </message>
    <message>
        <source>It could not be printed. Please ask for a paper copy at the reception desk; everything is saved.</source>
        <translation>Басып шығару мүмкін болмады. Қағаз көшірмесін тіркеу орнынан сұраңыз; бәрі сақталды.</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Бір сәт…</translation>
    </message>
    <message>
        <source>Your copy is being printed</source>
        <translation>Көшірмеңіз басылып жатыр</translation>
    </message>
    <message>
        <source>Print my copy</source>
        <translation>Көшірмемді басып шығару</translation>
    </message>
    <message>
        <source>QR code of your document</source>
        <translation>Құжатыңыздың QR-коды</translation>
    </message>
    <message>
        <source>Number of your document</source>
        <translation>Құжатыңыздың нөмірі</translation>
    </message>
    <message>
        <source>If you like, take a photograph of it. It lets you check that your document is kept. Ask for a copy at the reception desk.</source>
        <translation>Қаласаңыз, суретке түсіріп алыңыз. Осы нөмір арқылы құжаттың сақталғанын тексере аласыз. Көшірмесін тіркеу орнынан сұраңыз.</translation>
    </message>
</context>
<context>
    <name>Failed</name>
    <message>
        <source>It was not saved</source>
        <translation>Сақталмады</translation>
    </message>
    <message>
        <source>Everything you entered is still here. Please try again, or ask the medical worker for a paper form.</source>
        <translation>Енгізгеніңіздің бәрі орнында. Қайталап көріңіз немесе медицина қызметкерінен қағаз бланк сұраңыз.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Қайталап көру</translation>
    </message>
</context>
<context>
    <name>Handover</name>
    <message>
        <source>Please let the patient come to the screen: %1</source>
        <translation>Пациентті экранға шақырыңыз: %1</translation>
    </message>
    <message>
        <source>Without the patient’s own signature nothing is permitted. Whoever agrees sees the document once more, and signs it.</source>
        <translation>Пациенттің өз қолтаңбасынсыз ештеңеге рұқсат берілмейді. Келіссе, құжатты қайта көріп, қол қояды.</translation>
    </message>
    <message>
        <source>Now the patient signs, too</source>
        <translation>Енді пациент те қол қояды</translation>
    </message>
    <message>
        <source>Do you sign as well?</source>
        <translation>Сіз де қол қоясыз ба?</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Келесі</translation>
    </message>
    <message>
        <source>I agree, and sign</source>
        <translation>Келісемін, қол қоямын</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Әрі қарай оқу</translation>
    </message>
    <message>
        <source>I do not agree</source>
        <translation>Келіспеймін</translation>
    </message>
</context>
<context>
    <name>Handwriting</name>
    <message>
        <source>Write by hand</source>
        <translation>Қолмен жазу</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>%1-бет, барлығы %2</translation>
    </message>
    <message>
        <source>Write with your finger or a pen. Your page stays exactly as you write it.</source>
        <translation>Саусақпен немесе қаламмен жазыңыз. Бет дәл өзіңіз жазғандай сақталады.</translation>
    </message>
    <message>
        <source>This page is full. Please go on on another page.</source>
        <translation>Бұл бет толды. Келесі бетте жалғастырыңыз.</translation>
    </message>
    <message>
        <source>All pages are full. Please finish here, or go on on paper.</source>
        <translation>Барлық бет толды. Осы жерде аяқтаңыз немесе қағазда жалғастырыңыз.</translation>
    </message>
    <message>
        <source>Nothing is written yet. Please write on the page, or go back to typing.</source>
        <translation>Әзірге ештеңе жазылған жоқ. Бетке жазыңыз немесе теруге оралыңыз.</translation>
    </message>
    <message>
        <source>Please write on this page first.</source>
        <translation>Алдымен осы бетке жазыңыз.</translation>
    </message>
    <message>
        <source>Page to write on</source>
        <translation>Жазуға арналған бет</translation>
    </message>
    <message>
        <source>Take back a stroke</source>
        <translation>Сызықты өшіру</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Тазалау</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>Алдыңғы бет</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Келесі бет</translation>
    </message>
    <message>
        <source>Add a page</source>
        <translation>Бет қосу</translation>
    </message>
</context>
<context>
    <name>HealthRows</name>
    <message>
        <source>checked</source>
        <translation>тексерілген</translation>
    </message>
    <message>
        <source>not checked since the restart</source>
        <translation>қайта қосылғаннан бері тексерілмеген</translation>
    </message>
    <message>
        <source>never checked</source>
        <translation>ешқашан тексерілмеген</translation>
    </message>
    <message>
        <source>Waiting to be sent: %1</source>
        <translation>Жіберілуін күтіп тұр: %1</translation>
    </message>
    <message>
        <source>Oldest waiting: %1</source>
        <translation>Ең ескісі: %1</translation>
    </message>
    <message>
        <source>Last contact with the library: %1</source>
        <translation>Қоймамен соңғы байланыс: %1</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>әлі болған жоқ</translation>
    </message>
    <message>
        <source>Clock: %1</source>
        <translation>Сағат: %1</translation>
    </message>
    <message>
        <source>Certificate, days left: %1</source>
        <translation>Сертификат, қалған күн саны: %1</translation>
    </message>
    <message>
        <source>Free space: %1 GB</source>
        <translation>Бос орын: %1 ГБ</translation>
    </message>
    <message>
        <source>Refused by the library: %1</source>
        <translation>Қойма қабылдамады: %1</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>%1 мин бұрын</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation>%1 сағ бұрын</translation>
    </message>
    <message>
        <source>%1 days ago</source>
        <translation>%1 күн бұрын</translation>
    </message>
</context>
<context>
    <name>Identify</name>
    <message>
        <source>Type your IIN</source>
        <translation>ЖСН теріңіз</translation>
    </message>
    <message>
        <source>Type the patient’s IIN</source>
        <translation>Пациенттің ЖСН теріңіз</translation>
    </message>
    <message>
        <source>12 digits. They are on your identity card.</source>
        <translation>12 цифр. Жеке куәлігіңізде жазылған.</translation>
    </message>
    <message>
        <source>12 digits. They are on the patient’s identity card or birth certificate.</source>
        <translation>12 цифр. Пациенттің жеке куәлігінде немесе туу туралы куәлігінде жазылған.</translation>
    </message>
    <message>
        <source>This number is not right. Please compare it with the document.</source>
        <translation>Нөмір дұрыс емес. Құжатпен салыстырып көріңіз.</translation>
    </message>
    <message>
        <source>This number is not right. Please compare it with your identity card.</source>
        <translation>Нөмір дұрыс емес. Жеке куәлігіңізбен салыстырып көріңіз.</translation>
    </message>
    <message>
        <source>Please look at the number once more: its date of birth is unusual. If it is right, press “Next”.</source>
        <translation>Нөмірді тағы бір тексеріңіз: ондағы туған күн әдеттегіден өзгеше. Бәрі дұрыс болса, «Келесі» түймесін басыңыз.</translation>
    </message>
    <message>
        <source>Please type all 12 digits.</source>
        <translation>12 цифрдың бәрін теріңіз.</translation>
    </message>
    <message>
        <source>There is no IIN</source>
        <translation>ЖСН жоқ</translation>
    </message>
    <message>
        <source>I have no IIN</source>
        <translation>Менде ЖСН жоқ</translation>
    </message>
</context>
<context>
    <name>Information</name>
    <message>
        <source>Page %1 of %2</source>
        <translation>%1-бет, барлығы %2</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Келесі</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Әрі қарай оқу</translation>
    </message>
    <message>
        <source>What has changed since last time?</source>
        <translation>Өткен жолдан бері не өзгерді?</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Delete the last digit</source>
        <translation>Соңғы цифрды өшіру</translation>
    </message>
</context>
<context>
    <name>Languages</name>
    <message>
        <source>English</source>
        <translation>Қазақша</translation>
    </message>
    <message>
        <source>Eng</source>
        <translation>Қаз</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Қош келдіңіз</translation>
    </message>
    <message>
        <source>This belongs to employment contract No. %1 of %2.</source>
        <translation>Бұл %2 күнгі № %1 еңбек шартына қатысты.</translation>
    </message>
    <message>
        <source>This is a supplement to employment contract No. %1 of %2. Hired on %3.</source>
        <translation>Бұл – %2 күнгі № %1 еңбек шартына толықтыру. Жұмысқа қабылданған күн: %3.</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Бастау</translation>
    </message>
</context>
<context>
    <name>Listed</name>
    <message>
        <source>Is this you?</source>
        <translation>Бұл сіз бе?</translation>
    </message>
    <message>
        <source>This is a supplement to your employment contract. It is a document apart from it, and may be refused.</source>
        <translation>Бұл – еңбек шартыңызға толықтыру. Ол – шарттан бөлек құжат, келіспеуге де болады.</translation>
    </message>
    <message>
        <source>Yes, this is me</source>
        <translation>Иә, бұл мен</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Әрі қарай оқу</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Жоқ</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Аты-жөні</translation>
    </message>
    <message>
        <source>Number, its last digits</source>
        <translation>Нөмірдің соңғы цифрлары</translation>
    </message>
    <message>
        <source>Employment contract</source>
        <translation>Еңбек шарты</translation>
    </message>
    <message>
        <source>No. %1 of %2</source>
        <translation>%2 күнгі № %1</translation>
    </message>
    <message>
        <source>Hired on</source>
        <translation>Жұмысқа қабылданған күн</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>This code is not known here. Nothing was changed: please type your IIN.</source>
        <translation>Бұл код мұнда белгісіз. Ештеңе өзгерген жоқ: ЖСН теріңіз.</translation>
    </message>
    <message>
        <source>Your referral was read. Please type or scan your IIN too.</source>
        <translation>Жолдамаңыз оқылды. Енді ЖСН теріңіз немесе сканерлеңіз.</translation>
    </message>
    <message>
        <source>Are you still here?</source>
        <translation>Сіз әлі осындасыз ба?</translation>
    </message>
    <message numerus="yes">
        <source>To keep your answers private, this screen will be cleared in %n second(s).</source>
        <translation>
            <numerusform>Жауаптарыңызды басқа адам көрмеуі үшін бұл экран %n секундтан кейін тазаланады.</numerusform>
            <numerusform>Жауаптарыңызды басқа адам көрмеуі үшін бұл экран %n секундтан кейін тазаланады.</numerusform>
        </translation>
    </message>
    <message>
        <source>I need more time</source>
        <translation>Маған тағы уақыт керек</translation>
    </message>
    <message>
        <source>Clear and leave</source>
        <translation>Тазалап, шығу</translation>
    </message>
    <message>
        <source>Stop here?</source>
        <translation>Тоқтатасыз ба?</translation>
    </message>
    <message>
        <source>Nothing will be signed, and everything you entered will be cleared.</source>
        <translation>Ештеңеге қол қойылмайды, енгізгеніңіздің бәрі өшіріледі.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Жалғастыру</translation>
    </message>
</context>
<context>
    <name>Minor</name>
    <message>
        <source>By the date of birth, the patient is not old enough to sign alone.</source>
        <translation>Туған күніне қарағанда, пациент әлі өз бетінше қол қоя алмайды.</translation>
    </message>
    <message>
        <source>Is a legal representative here? Let them go on at this screen: everything you have typed stays.</source>
        <translation>Заңды өкіл осында ма? Осы экранда әрі қарай сол кісі жалғастырсын: тергеніңіздің бәрі сақталады.</translation>
    </message>
    <message>
        <source>Is nobody here? Please tell the medical worker. The blood is drawn all the same, and without consent the patient is not filmed.</source>
        <translation>Ешкім жоқ па? Медицина қызметкеріне айтыңыз. Пациент бәрібір қан тапсыра алады, ал келісім болмаса, оны түсірмейді.</translation>
    </message>
    <message>
        <source>A parent or other legal representative signs</source>
        <translation>Ата-анасы немесе басқа заңды өкілі қол қояды</translation>
    </message>
    <message>
        <source>The representative is here</source>
        <translation>Өкіл осында</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Әрі қарай оқу</translation>
    </message>
</context>
<context>
    <name>More</name>
    <message>
        <source>More answers</source>
        <translation>Басқа жауаптар</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Nothing to decide here. Please just read it.</source>
        <translation>Мұнда ештеңе шешудің қажеті жоқ. Тек оқып шығыңыз.</translation>
    </message>
    <message>
        <source>I understand</source>
        <translation>Түсіндім</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Әрі қарай оқу</translation>
    </message>
</context>
<context>
    <name>OnPaper</name>
    <message>
        <source>One moment…</source>
        <translation>Бір сәт…</translation>
    </message>
    <message>
        <source>Print the document again</source>
        <translation>Құжатты қайта басып шығару</translation>
    </message>
    <message>
        <source>Print the document</source>
        <translation>Құжатты басып шығару</translation>
    </message>
    <message>
        <source>Then sign it with a pen.</source>
        <translation>Содан кейін қаламмен қол қойыңыз.</translation>
    </message>
    <message>
        <source>Photograph the next page</source>
        <translation>Келесі бетті суретке түсіру</translation>
    </message>
    <message>
        <source>Photograph a page</source>
        <translation>Бетті суретке түсіру</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>%1-бет</translation>
    </message>
    <message>
        <source>Taken. Touch to look at it.</source>
        <translation>Түсірілді. Қарау үшін басыңыз.</translation>
    </message>
    <message>
        <source>How would you like to sign?</source>
        <translation>Қалай қол қойғыңыз келеді?</translation>
    </message>
    <message>
        <source>Sign on paper</source>
        <translation>Қағазға қол қою</translation>
    </message>
    <message>
        <source>For a mark, or a decision said aloud, a witness is needed: a medical worker, or somebody who came along.</source>
        <translation>Белгі қою немесе дауыстап айту үшін куә керек: медицина қызметкері немесе бірге келген адам.</translation>
    </message>
    <message>
        <source>Ask the medical worker for the paper form, and sign it with a pen.</source>
        <translation>Медицина қызметкерінен қағаз бланк сұрап, қаламмен қол қойыңыз.</translation>
    </message>
    <message>
        <source>Lay the signed pages into the scanner: they appear here by themselves.</source>
        <translation>Қол қойылған беттерді сканерге салыңыз: олар осында өздері шығады.</translation>
    </message>
    <message>
        <source>Photograph every page that you signed, one after another.</source>
        <translation>Қол қойған беттеріңізді бір-бірлеп суретке түсіріңіз.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сақтау</translation>
    </message>
    <message>
        <source>There is no signed page yet.</source>
        <translation>Қол қойылған бет әзірге жоқ.</translation>
    </message>
    <message>
        <source>There is no room for more pages.</source>
        <translation>Бұдан көп бет сыймайды.</translation>
    </message>
    <message>
        <source>It could not be printed. Please ask the medical worker for the paper form.</source>
        <translation>Басып шығару мүмкін болмады. Медицина қызметкерінен қағаз бланк сұраңыз.</translation>
    </message>
    <message>
        <source>What came from the scanner could not be read. Please scan the page again, or tell the medical worker.</source>
        <translation>Сканерден келген файл оқылмады. Бетті қайта сканерлеңіз немесе медицина қызметкеріне айтыңыз.</translation>
    </message>
    <message>
        <source>The scanner cannot be reached. Please tell the medical worker, or sign another way.</source>
        <translation>Сканермен байланыс жоқ. Медицина қызметкеріне айтыңыз немесе басқаша қол қойыңыз.</translation>
    </message>
    <message>
        <source>With my signature on the screen</source>
        <translation>Экранға қол қоямын</translation>
    </message>
    <message>
        <source>A cross or a dot</source>
        <translation>Айқас сызық немесе нүкте</translation>
    </message>
    <message>
        <source>I cannot draw: I say it aloud</source>
        <translation>Сыза алмаймын, дауыстап айтамын</translation>
    </message>
    <message>
        <source>More pages</source>
        <translation>Басқа беттер</translation>
    </message>
    <message>
        <source>Sign another way</source>
        <translation>Басқаша қол қою</translation>
    </message>
</context>
<context>
    <name>Other</name>
    <message>
        <source>Which document does the patient have?</source>
        <translation>Пациенттің қандай құжаты бар?</translation>
    </message>
    <message>
        <source>Which document do you have?</source>
        <translation>Қандай құжатыңыз бар?</translation>
    </message>
    <message>
        <source>Its number stands in place of the IIN. No copy or photograph of it is made.</source>
        <translation>Оның нөмірі ЖСН орнына жазылады. Көшірмесі алынбайды, суретке түсірілмейді.</translation>
    </message>
    <message>
        <source>Please choose one.</source>
        <translation>Біреуін таңдаңыз.</translation>
    </message>
    <message>
        <source>Number of the document</source>
        <translation>Құжаттың нөмірі</translation>
    </message>
    <message>
        <source>As it is printed there, letters too.</source>
        <translation>Құжаттағыдай, әріптерімен бірге.</translation>
    </message>
    <message>
        <source>Please type the number.</source>
        <translation>Нөмірін теріңіз.</translation>
    </message>
    <message>
        <source>The patient’s date of birth</source>
        <translation>Пациенттің туған күні</translation>
    </message>
    <message>
        <source>Your date of birth</source>
        <translation>Туған күніңіз</translation>
    </message>
    <message>
        <source>Day, month, year: 8 digits.</source>
        <translation>Күні, айы, жылы: 8 цифр.</translation>
    </message>
    <message>
        <source>Day, month, year: 8 digits. If you do not know it, leave it empty.</source>
        <translation>Күні, айы, жылы: 8 цифр. Білмесеңіз, бос қалдырыңыз.</translation>
    </message>
    <message>
        <source>There is no such day, or it is still to come. Please look again.</source>
        <translation>Мұндай күн жоқ немесе ол әлі келген жоқ. Тағы бір тексеріңіз.</translation>
    </message>
    <message>
        <source>Please type day, month and year.</source>
        <translation>Күнін, айын және жылын теріңіз.</translation>
    </message>
    <message>
        <source>Passport</source>
        <translation>Паспорт</translation>
    </message>
    <message>
        <source>Residence permit</source>
        <translation>Тұруға ықтиярхат</translation>
    </message>
    <message>
        <source>Birth certificate</source>
        <translation>Туу туралы куәлік</translation>
    </message>
    <message>
        <source>Other document</source>
        <translation>Басқа құжат</translation>
    </message>
</context>
<context>
    <name>OwnWords</name>
    <message>
        <source>In your own words</source>
        <translation>Өз сөзіңізбен</translation>
    </message>
    <message>
        <source>This text says that you withdraw consent. Keep it as it is, or touch it to change it.</source>
        <translation>Бұл мәтінде келісімді қайтарып алатыныңыз айтылған. Сол күйінде қалдырыңыз немесе өзгерту үшін түртіңіз.</translation>
    </message>
    <message>
        <source>This text fits your answers. Keep it as it is, or touch it to change it.</source>
        <translation>Бұл мәтін жауаптарыңызға сай жазылған. Сол күйінде қалдырыңыз немесе өзгерту үшін түртіңіз.</translation>
    </message>
    <message>
        <source>Sign on paper</source>
        <translation>Қағазға қол қою</translation>
    </message>
    <message>
        <source>Write my own</source>
        <translation>Өзім жазамын</translation>
    </message>
    <message>
        <source>Back to the pages by hand</source>
        <translation>Қолжазба беттерге оралу</translation>
    </message>
    <message>
        <source>Write by hand</source>
        <translation>Қолмен жазу</translation>
    </message>
    <message>
        <source>Back to the ready text</source>
        <translation>Дайын мәтінге оралу</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Next</source>
        <translation>Келесі</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Артқа</translation>
    </message>
</context>
<context>
    <name>PersonName</name>
    <message>
        <source>Your name</source>
        <translation>Аты-жөніңіз</translation>
    </message>
    <message>
        <source>The patient’s name</source>
        <translation>Пациенттің аты-жөні</translation>
    </message>
    <message>
        <source>Surname, name and patronymic, as on your identity card.</source>
        <translation>Тегіңіз, атыңыз, әкеңіздің аты – жеке куәлігіңіздегідей.</translation>
    </message>
    <message>
        <source>Surname, name and patronymic, as in the document.</source>
        <translation>Тегі, аты, әкесінің аты – құжаттағыдай.</translation>
    </message>
    <message>
        <source>Please type your name.</source>
        <translation>Аты-жөніңізді жазыңыз.</translation>
    </message>
    <message>
        <source>Please type the patient’s name.</source>
        <translation>Пациенттің аты-жөнін жазыңыз.</translation>
    </message>
</context>
<context>
    <name>Photo</name>
    <message>
        <source>Lay the page before the camera</source>
        <translation>Бетті камераның алдына қойыңыз</translation>
    </message>
    <message>
        <source>The page is seen. Hold still, and take the picture.</source>
        <translation>Бет көрініп тұр. Қозғамай, суретке түсіріңіз.</translation>
    </message>
    <message>
        <source>Lay it flat, alone and whole inside the frame, on something darker.</source>
        <translation>Бетті тегістеп, жақтаудың ішіне түгел, қараңғылау жерге қойыңыз.</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Бір сәт…</translation>
    </message>
    <message>
        <source>Take the picture</source>
        <translation>Суретке түсіру</translation>
    </message>
    <message>
        <source>The camera is not there. Please tell the medical worker, or sign another way: nothing you entered is lost.</source>
        <translation>Камера жоқ. Медицина қызметкеріне айтыңыз немесе басқаша қол қойыңыз: енгізгеніңіздің бәрі орнында.</translation>
    </message>
    <message>
        <source>The camera has stopped. Please tell the medical worker, or sign another way: nothing you entered is lost.</source>
        <translation>Камера тоқтап қалды. Медицина қызметкеріне айтыңыз немесе басқаша қол қойыңыз: енгізгеніңіздің бәрі орнында.</translation>
    </message>
    <message>
        <source>The camera sees nothing but black. Is something lying on it?</source>
        <translation>Камера қараңғыдан басқа ештеңе көрмей тұр. Үстін бірдеңе жауып тұрған жоқ па?</translation>
    </message>
    <message>
        <source>What the camera sees</source>
        <translation>Камера көріп тұрған көрініс</translation>
    </message>
    <message>
        <source>One moment, the camera is starting…</source>
        <translation>Бір сәт, камера қосылып жатыр…</translation>
    </message>
</context>
<context>
    <name>Phrases</name>
    <message>
        <source>Please note: %1</source>
        <translation>Назар аударыңыз: %1</translation>
    </message>
    <message>
        <source>%1, button</source>
        <translation>%1, түйме</translation>
    </message>
    <message>
        <source>%1, chosen</source>
        <translation>%1, таңдалды</translation>
    </message>
    <message>
        <source>%1, not chosen</source>
        <translation>%1, таңдалмаған</translation>
    </message>
    <message>
        <source>%1, field to type in</source>
        <translation>%1, жазатын өріс</translation>
    </message>
    <message>
        <source>%1, erased</source>
        <translation>%1, өшірілді</translation>
    </message>
    <message>
        <source>space</source>
        <translation>бос орын</translation>
    </message>
    <message>
        <source>hyphen</source>
        <translation>дефис</translation>
    </message>
    <message>
        <source>full stop</source>
        <translation>нүкте</translation>
    </message>
    <message>
        <source>hard sign</source>
        <translation>айыру белгісі</translation>
    </message>
    <message>
        <source>soft sign</source>
        <translation>жіңішкелік белгісі</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>Question %1 of %2</source>
        <translation>%1-сұрақ, барлығы %2</translation>
    </message>
</context>
<context>
    <name>ReadingBar</name>
    <message>
        <source>Read again</source>
        <translation>Қайта оқу</translation>
    </message>
    <message>
        <source>Usual speed</source>
        <translation>Қалыпты жылдамдық</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Баяуырақ</translation>
    </message>
    <message>
        <source>Quieter</source>
        <translation>Ақырынырақ</translation>
    </message>
    <message>
        <source>Louder</source>
        <translation>Қаттырақ</translation>
    </message>
    <message>
        <source>This screen cannot read aloud now. Please ask the medical worker to read to you.</source>
        <translation>Бұл экран қазір дауыстап оқи алмайды. Медицина қызметкерінен оқып беруін сұраңыз.</translation>
    </message>
</context>
<context>
    <name>Representative</name>
    <message>
        <source>Name of the legal representative</source>
        <translation>Заңды өкілдің аты-жөні</translation>
    </message>
    <message>
        <source>Surname, name and patronymic, as on your identity card.</source>
        <translation>Тегіңіз, атыңыз, әкеңіздің аты – жеке куәлігіңіздегідей.</translation>
    </message>
    <message>
        <source>Please type your name.</source>
        <translation>Аты-жөніңізді жазыңыз.</translation>
    </message>
    <message>
        <source>What are you to the patient?</source>
        <translation>Пациентке кім боласыз?</translation>
    </message>
    <message>
        <source>Please choose one.</source>
        <translation>Біреуін таңдаңыз.</translation>
    </message>
    <message>
        <source>Parent</source>
        <translation>Анасы немесе әкесі</translation>
    </message>
    <message>
        <source>Adoptive parent</source>
        <translation>Бала асырап алушы</translation>
    </message>
    <message>
        <source>Guardian</source>
        <translation>Қорғаншы</translation>
    </message>
    <message>
        <source>Trustee</source>
        <translation>Қамқоршы</translation>
    </message>
    <message>
        <source>Other legal representative</source>
        <translation>Басқа заңды өкіл</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>Is everything right?</source>
        <translation>Бәрі дұрыс па?</translation>
    </message>
    <message>
        <source>This is your document. If something is wrong, go back and change it.</source>
        <translation>Бұл – сіздің құжатыңыз. Қатесі болса, артқа оралып түзетіңіз.</translation>
    </message>
    <message>
        <source>Everything is right</source>
        <translation>Бәрі дұрыс</translation>
    </message>
    <message>
        <source>One moment, the document is being prepared.</source>
        <translation>Бір сәт күте тұрыңыз, құжат дайындалып жатыр.</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Бір сәт күте тұрыңыз…</translation>
    </message>
</context>
<context>
    <name>Scopes</name>
    <message>
        <source>What do you withdraw?</source>
        <translation>Нені қайтарып аласыз?</translation>
    </message>
    <message>
        <source>Choose one or more. What was agreed to earlier is not shown here.</source>
        <translation>Біреуін немесе бірнешеуін таңдаңыз. Бұрын неге келісім берілгені мұнда көрсетілмейді.</translation>
    </message>
    <message>
        <source>Please choose at least one.</source>
        <translation>Кемінде біреуін таңдаңыз.</translation>
    </message>
    <message>
        <source>Choose all</source>
        <translation>Бәрін таңдау</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Scan it again</source>
        <translation>Қайта сканерлеу</translation>
    </message>
    <message>
        <source>Take it again</source>
        <translation>Қайта түсіру</translation>
    </message>
    <message>
        <source>The picture is black. Is something lying on the camera?</source>
        <translation>Сурет қап-қара. Камераның үстін бірдеңе жауып тұрған жоқ па?</translation>
    </message>
    <message>
        <source>It is too dark. Please turn the page to the light.</source>
        <translation>Тым қараңғы. Бетті жарыққа қаратыңыз.</translation>
    </message>
    <message>
        <source>No whole page is seen. Please lay it flat inside the frame, on something darker.</source>
        <translation>Бет түгел көрінбейді. Оны тегістеп, жақтаудың ішіне, қараңғылау жерге қойыңыз.</translation>
    </message>
    <message>
        <source>The edge of the page is cut off. Please lay it wholly inside the frame.</source>
        <translation>Беттің шеті кесіліп қалды. Оны жақтауға түгел сыйғызыңыз.</translation>
    </message>
    <message>
        <source>The page is too small in the picture. Please bring it nearer.</source>
        <translation>Бет суретте тым кішкентай. Жақындатыңыз.</translation>
    </message>
    <message>
        <source>The light shines on the page. Please turn it a little, or shade it.</source>
        <translation>Бетке жарық шағылысып тұр. Сәл бұрыңыз немесе көлегейлеңіз.</translation>
    </message>
    <message>
        <source>The page seems to be empty. Please turn it over.</source>
        <translation>Бет бос сияқты. Екінші жағын аударыңыз.</translation>
    </message>
    <message>
        <source>The letters are blurred. Please hold the page still, and take it again.</source>
        <translation>Әріптер бұлдыр. Бетті қозғамай, қайта түсіріңіз.</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>%1-бет</translation>
    </message>
    <message>
        <source>Can everything be read?</source>
        <translation>Бәрі анық оқыла ма?</translation>
    </message>
    <message>
        <source>This picture cannot be used</source>
        <translation>Бұл сурет жарамайды</translation>
    </message>
    <message>
        <source>Look for your signature and at the small letters. Touch the page to see it larger.</source>
        <translation>Қолтаңбаңыз бен ұсақ әріптерге қараңыз. Үлкейту үшін бетті басыңыз.</translation>
    </message>
    <message>
        <source>Yes, keep it</source>
        <translation>Иә, қалсын</translation>
    </message>
    <message>
        <source>Show the whole page</source>
        <translation>Бетті түгел көрсету</translation>
    </message>
    <message>
        <source>Show the page larger</source>
        <translation>Бетті үлкейту</translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation>Алып тастау</translation>
    </message>
    <message>
        <source>Turn it</source>
        <translation>Бұру</translation>
    </message>
</context>
<context>
    <name>Sign</name>
    <message>
        <source>How would you like to sign?</source>
        <translation>Қалай қол қойғыңыз келеді?</translation>
    </message>
    <message>
        <source>Say your decision aloud</source>
        <translation>Шешіміңізді дауыстап айтыңыз</translation>
    </message>
    <message>
        <source>Sign here</source>
        <translation>Осы жерге қол қойыңыз</translation>
    </message>
    <message>
        <source>Make your mark</source>
        <translation>Белгі қойыңыз</translation>
    </message>
    <message>
        <source>The patient signs here</source>
        <translation>Пациент осында қол қояды</translation>
    </message>
    <message>
        <source>For a mark, or a decision said aloud, a witness is needed: a medical worker, or somebody who came along.</source>
        <translation>Белгі қою немесе дауыстап айту үшін куә керек: медицина қызметкері немесе бірге келген адам.</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Қол қою</translation>
    </message>
    <message>
        <source>I said it</source>
        <translation>Айттым</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Әрі қарай оқу</translation>
    </message>
    <message>
        <source>Please make a cross or a dot in the white field first.</source>
        <translation>Алдымен ақ алаңға айқас сызық немесе нүкте қойыңыз.</translation>
    </message>
    <message>
        <source>Please sign with your finger in the white field first.</source>
        <translation>Алдымен ақ алаңға саусағыңызбен қол қойыңыз.</translation>
    </message>
    <message>
        <source>Sign another way</source>
        <translation>Басқаша қол қою</translation>
    </message>
    <message>
        <source>Sign with your finger on this line</source>
        <translation>Осы сызыққа саусағыңызбен қол қойыңыз</translation>
    </message>
    <message>
        <source>A cross or a dot on this line</source>
        <translation>Осы сызыққа айқас сызық немесе нүкте</translation>
    </message>
    <message>
        <source>Field for your signature</source>
        <translation>Қол қоятын орын</translation>
    </message>
    <message>
        <source>Say aloud, so that the witness hears it:</source>
        <translation>Куә еститіндей етіп айтыңыз:</translation>
    </message>
    <message>
        <source>“I know what this document says. It is my decision.”</source>
        <translation>«Бұл құжатта не жазылғанын білемін. Бұл – менің шешімім».</translation>
    </message>
    <message>
        <source>Witness: %1</source>
        <translation>Куә: %1</translation>
    </message>
    <message>
        <source>With my signature</source>
        <translation>Өз қолтаңбаммен</translation>
    </message>
    <message>
        <source>A cross or a dot</source>
        <translation>Айқас сызық немесе нүкте</translation>
    </message>
    <message>
        <source>I cannot draw: I say it aloud</source>
        <translation>Сыза алмаймын, дауыстап айтамын</translation>
    </message>
    <message>
        <source>On paper, with a pen</source>
        <translation>Қағазға, қаламмен</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Тазалау</translation>
    </message>
</context>
<context>
    <name>Signing</name>
    <message>
        <source>One moment…</source>
        <translation>Бір сәт күте тұрыңыз…</translation>
    </message>
    <message>
        <source>Your document is being sealed and saved.</source>
        <translation>Құжатыңыз куәландырылып, сақталып жатыр.</translation>
    </message>
</context>
<context>
    <name>Spelling</name>
    <message>
        <source>abc</source>
        <translation>аәбвгғ</translation>
    </message>
    <message>
        <source>def</source>
        <translation>деёжз</translation>
    </message>
    <message>
        <source>ghi</source>
        <translation>ийкқл</translation>
    </message>
    <message>
        <source>jkl</source>
        <translation>мнңоөп</translation>
    </message>
    <message>
        <source>mno</source>
        <translation>рстуұү</translation>
    </message>
    <message>
        <source>pqrs</source>
        <translation>фхһцч</translation>
    </message>
    <message>
        <source>tuv</source>
        <translation>шщъыі</translation>
    </message>
    <message>
        <source>wxyz</source>
        <translation>ьэюя</translation>
    </message>
</context>
<context>
    <name>StaffBatch</name>
    <message>
        <source>Supplements to contracts</source>
        <translation>Еңбек шарттарына толықтырулар</translation>
    </message>
    <message>
        <source>Agreed: %1. In part: %2. Refused: %3. Still to ask: %4.</source>
        <translation>Келіскені: %1. Бір бөлігіне: %2. Келіспегені: %3. Сұралмағаны: %4.</translation>
    </message>
    <message>
        <source>Hired later, asked at the contract: %1.</source>
        <translation>Кейін қабылданып, шарт жасасқанда сұралатыны: %1.</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Бір сәт…</translation>
    </message>
    <message>
        <source>Everybody in the list has been asked.</source>
        <translation>Тізімдегілердің бәрінен сұралды.</translation>
    </message>
    <message>
        <source>Contract No. %1</source>
        <translation>№ %1 еңбек шарты</translation>
    </message>
</context>
<context>
    <name>StaffCorner</name>
    <message>
        <source>For staff</source>
        <translation>Қызметкерлер үшін</translation>
    </message>
</context>
<context>
    <name>StaffDoor</name>
    <message>
        <source>Staff code</source>
        <translation>Қызметкер коды</translation>
    </message>
    <message>
        <source>Visitors need nothing here. Touch “Back”.</source>
        <translation>Келушілерге мұнда ештеңе керек емес. «Артқа» түймесін басыңыз.</translation>
    </message>
    <message>
        <source>This code is not right.</source>
        <translation>Бұл код дұрыс емес.</translation>
    </message>
    <message>
        <source>Too many wrong codes.</source>
        <translation>Қате код тым көп енгізілді.</translation>
    </message>
    <message>
        <source>No code is set. On this machine: econsent-kiosk STATION --set-staff-code</source>
        <translation>Код орнатылмаған. Осы машинада: econsent-kiosk STATION --set-staff-code</translation>
    </message>
    <message numerus="yes">
        <source>The next try is possible in %n second(s).</source>
        <translation>
            <numerusform>Келесі әрекет %n секундтан кейін мүмкін.</numerusform>
            <numerusform>Келесі әрекет %n секундтан кейін мүмкін.</numerusform>
        </translation>
    </message>
    <message>
        <source>Digits typed: %1</source>
        <translation>Терілген цифр саны: %1</translation>
    </message>
</context>
<context>
    <name>StaffEnrolment</name>
    <message>
        <source>Enrol a new station</source>
        <translation>Жаңа станцияны тіркеу</translation>
    </message>
    <message>
        <source>Type the code that “econsent station invite” has printed. It holds once, and not for long.</source>
        <translation>«econsent station invite» басып шығарған кодты теріңіз. Ол бір рет қана және аз уақыт жарамды.</translation>
    </message>
    <message>
        <source>Enrol</source>
        <translation>Тіркеу</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Бір сәт…</translation>
    </message>
    <message>
        <source>The station is enrolled.</source>
        <translation>Станция тіркелді.</translation>
    </message>
</context>
<context>
    <name>StaffHall</name>
    <message>
        <source>Consent at the employment contract</source>
        <translation>Еңбек шартын жасасу кезіндегі келісім</translation>
    </message>
    <message>
        <source>Supplements from HR’s list</source>
        <translation>Кадр бөлімінің тізімі бойынша толықтырулар</translation>
    </message>
    <message>
        <source>Supplement for one worker</source>
        <translation>Бір қызметкерге толықтыру</translation>
    </message>
    <message>
        <source>Withdrawal by a worker</source>
        <translation>Қызметкердің келісімін кері қайтарып алуы</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Қазір жіберу</translation>
    </message>
    <message>
        <source>Print a test page</source>
        <translation>Сынақ бетін басып шығару</translation>
    </message>
    <message>
        <source>Export the log</source>
        <translation>Журналды сақтап алу</translation>
    </message>
    <message>
        <source>Enrol a new station</source>
        <translation>Жаңа станцияны тіркеу</translation>
    </message>
    <message>
        <source>Close the kiosk</source>
        <translation>Киоскіні жабу</translation>
    </message>
    <message>
        <source>For staff</source>
        <translation>Қызметкерлер үшін</translation>
    </message>
    <message>
        <source>To the beginning</source>
        <translation>Басына</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Бір сәт…</translation>
    </message>
    <message>
        <source>Sent: %1</source>
        <translation>Жіберілді: %1</translation>
    </message>
    <message>
        <source>The test page is on its way to the printer.</source>
        <translation>Сынақ беті принтерге жіберілді.</translation>
    </message>
    <message>
        <source>The log is saved: %1</source>
        <translation>Журнал сақталды: %1</translation>
    </message>
    <message>
        <source>The station is enrolled.</source>
        <translation>Станция тіркелді.</translation>
    </message>
</context>
<context>
    <name>TextBox</name>
    <message>
        <source>On a keypad, 2 to 9 write letters, as on a telephone. The same key again writes its next letter. 1 ends a letter, 0 is a space, the star takes back the last letter.</source>
        <translation>Цифрлық пернетақтада 2-ден 9-ға дейінгі пернелер телефондағыдай әріп жазады. Сол перне қайта басылса, оның келесі әрпі жазылады. 1 әріпті аяқтайды, 0 бос орын қалдырады, жұлдызша соңғы әріпті өшіреді.</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Always at hand</source>
        <translation>Әрқашан қол астында</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Болдырмау</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>%1-қадам, барлығы %2</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>Оқуды тоқтату</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>Дауыстап оқу</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Ірі мәтін</translation>
    </message>
    <message>
        <source>Higher contrast</source>
        <translation>Жоғары контраст</translation>
    </message>
</context>
<context>
    <name>TroubleNote</name>
    <message>
        <source>For staff</source>
        <translation>Қызметкерлер үшін</translation>
    </message>
</context>
<context>
    <name>Troubles</name>
    <message>
        <source>Something went wrong for which this kiosk has no words.</source>
        <translation>Бұл киоскіде сөзбен түсіндірілмеген қате болды.</translation>
    </message>
    <message>
        <source>Something unforeseen happened in the program. What was asked did not happen.</source>
        <translation>Бағдарламада күтпеген жағдай болды. Сұралған әрекет орындалмады.</translation>
    </message>
    <message>
        <source>A setting in kiosk.toml is wrong. All defaults hold.</source>
        <translation>kiosk.toml файлында қате баптау бар. Әдепкі мәндер қолданылып тұр.</translation>
    </message>
    <message>
        <source>Mend kiosk.toml in the station’s folder; docs/kiosk.md lists the settings.</source>
        <translation>Станция қалтасындағы kiosk.toml файлын түзетіңіз; баптаулар тізімі docs/kiosk.md құжатында.</translation>
    </message>
    <message>
        <source>No library is named to enrol at.</source>
        <translation>Тіркелетін қойма көрсетілмеген.</translation>
    </message>
    <message>
        <source>Set library_url in kiosk.toml, and start the kiosk again.</source>
        <translation>kiosk.toml файлында library_url мәнін жазып, киоскіні қайта іске қосыңыз.</translation>
    </message>
    <message>
        <source>The log cannot be written to the export folder.</source>
        <translation>Журналды сақтау қалтасына жазу мүмкін болмады.</translation>
    </message>
    <message>
        <source>Plug in the stick, or set export_folder in kiosk.toml to a folder that may be written.</source>
        <translation>Флешканы салыңыз немесе kiosk.toml файлындағы export_folder мәніне жазуға болатын қалтаны көрсетіңіз.</translation>
    </message>
    <message>
        <source>The file of the staff code cannot be used.</source>
        <translation>Қызметкерлер кодының файлын пайдалану мүмкін емес.</translation>
    </message>
    <message>
        <source>Set the code anew: econsent-kiosk STATION --set-staff-code</source>
        <translation>Кодты қайта орнатыңыз: econsent-kiosk STATION --set-staff-code</translation>
    </message>
    <message>
        <source>There is no such printer.</source>
        <translation>Мұндай принтер жоқ.</translation>
    </message>
    <message>
        <source>The printer has no paper.</source>
        <translation>Принтерде қағаз жоқ.</translation>
    </message>
    <message>
        <source>Put paper in, and print again.</source>
        <translation>Қағаз салып, қайта басып шығарыңыз.</translation>
    </message>
    <message>
        <source>Paper is stuck in the printer.</source>
        <translation>Принтерде қағаз кептеліп қалды.</translation>
    </message>
    <message>
        <source>Take the paper out, and print again.</source>
        <translation>Қағазды шығарып алып, қайта басып шығарыңыз.</translation>
    </message>
    <message>
        <source>The printer is stopped.</source>
        <translation>Принтер тоқтатылған.</translation>
    </message>
    <message>
        <source>The printer did not take the document.</source>
        <translation>Принтер құжатты қабылдамады.</translation>
    </message>
    <message>
        <source>The printing system stopped answering in the middle of a document.</source>
        <translation>Басып шығару жүйесі құжаттың ортасында жауап беруін тоқтатты.</translation>
    </message>
    <message>
        <source>HR’s list is not written as it must be. Nobody was asked.</source>
        <translation>Кадр бөлімінің тізімі талапқа сай жазылмаған. Ешкім сұралған жоқ.</translation>
    </message>
    <message>
        <source>Mend the list and open it again; docs/kiosk.md says how it is written.</source>
        <translation>Тізімді түзетіп, қайта ашыңыз; қалай жазылатыны docs/kiosk.md құжатында айтылған.</translation>
    </message>
    <message>
        <source>No list is named. Nobody was asked.</source>
        <translation>Тізім көрсетілмеген. Ешкім сұралған жоқ.</translation>
    </message>
    <message>
        <source>Set staff_list in kiosk.toml: where HR’s medium shows it.</source>
        <translation>kiosk.toml файлында staff_list мәнін жазыңыз: кадр бөлімінің флешкасындағы орны.</translation>
    </message>
    <message>
        <source>The list lies in the station’s folder. Nobody was asked.</source>
        <translation>Тізім станцияның қалтасында жатыр. Ешкім сұралған жоқ.</translation>
    </message>
    <message>
        <source>Put it on a medium that HR takes along.</source>
        <translation>Оны кадр бөлімі өзімен алып кететін флешкаға салыңыз.</translation>
    </message>
    <message>
        <source>The list cannot be read. Nobody was asked.</source>
        <translation>Тізімді оқу мүмкін болмады. Ешкім сұралған жоқ.</translation>
    </message>
    <message>
        <source>Plug HR’s medium in, and open the list again.</source>
        <translation>Кадр бөлімінің флешкасын салып, тізімді қайта ашыңыз.</translation>
    </message>
    <message>
        <source>What was decided so far cannot be read. Nobody was asked.</source>
        <translation>Осыған дейінгі шешімдерді оқу мүмкін болмады. Ешкім сұралған жоқ.</translation>
    </message>
    <message>
        <source>Mend the file beside the list, or take it away.</source>
        <translation>Тізімнің жанындағы файлды түзетіңіз немесе алып тастаңыз.</translation>
    </message>
    <message>
        <source>The worker’s decision cannot be written beside the list. The statement is signed and safe.</source>
        <translation>Қызметкердің шешімін тізім жанына жазу мүмкін болмады. Өтінішке қол қойылды, ол сақтаулы.</translation>
    </message>
    <message>
        <source>Put HR’s medium back. This worker may be passed over in the list.</source>
        <translation>Кадр бөлімінің флешкасын қайта салыңыз. Тізімде бұл қызметкерді өткізіп жіберуге болады.</translation>
    </message>
    <message>
        <source>The camera is not there.</source>
        <translation>Камера жоқ.</translation>
    </message>
    <message>
        <source>The camera sends no pictures any more.</source>
        <translation>Камера енді сурет жібермейді.</translation>
    </message>
    <message>
        <source>The camera’s picture is black.</source>
        <translation>Камераның суреті қара.</translation>
    </message>
    <message>
        <source>Take off its cap, and look at its light.</source>
        <translation>Қақпағын алып, жарығын тексеріңіз.</translation>
    </message>
    <message>
        <source>A file from the scanner is no picture. It was left where it is.</source>
        <translation>Сканерден келген файл сурет емес. Ол орнында қалдырылды.</translation>
    </message>
    <message>
        <source>Let the scanner write JPEG, PNG or TIFF.</source>
        <translation>Сканер JPEG, PNG немесе TIFF жазатындай баптаңыз.</translation>
    </message>
    <message>
        <source>The scanner’s folder cannot be read.</source>
        <translation>Сканердің қалтасын оқу мүмкін болмады.</translation>
    </message>
    <message>
        <source>Look at the folder that paper.folder names in kiosk.toml, and at who may read and write there.</source>
        <translation>kiosk.toml файлындағы paper.folder көрсеткен қалтаны және онда кім оқып, жаза алатынын тексеріңіз.</translation>
    </message>
    <message>
        <source>A page that was read could not be removed from the scanner’s folder.</source>
        <translation>Оқылған бетті сканердің қалтасынан алып тастау мүмкін болмады.</translation>
    </message>
    <message>
        <source>Take the file away, and let the kiosk’s user write in the folder.</source>
        <translation>Файлды алып тастап, киоск пайдаланушысына қалтаға жазуға рұқсат беріңіз.</translation>
    </message>
    <message>
        <source>This kiosk cannot read aloud: its speech engine does not answer.</source>
        <translation>Киоск дауыстап оқи алмайды: сөйлеу қозғалтқышы жауап бермейді.</translation>
    </message>
    <message>
        <source>Install speech-dispatcher and speech-dispatcher-espeak-ng, and see that a sound card is there.</source>
        <translation>speech-dispatcher мен speech-dispatcher-espeak-ng орнатып, дыбыс картасын тексеріңіз.</translation>
    </message>
    <message>
        <source>The speech engine has no voice for one of the kiosk’s languages.</source>
        <translation>Сөйлеу қозғалтқышында киоск тілдерінің бірі үшін дауыс жоқ.</translation>
    </message>
    <message>
        <source>Install espeak-ng, which has Kazakh, Russian and English, or provide recordings.</source>
        <translation>Қазақ, орыс және ағылшын тілдері бар espeak-ng орнатыңыз немесе жазбалар салыңыз.</translation>
    </message>
    <message>
        <source>A recording is not the one that was released, so it is not played; the speech engine speaks instead.</source>
        <translation>Жазба шығарылғаннан өзгеше, сондықтан ойнатылмайды; орнына сөйлеу қозғалтқышы оқиды.</translation>
    </message>
    <message>
        <source>Copy the recordings of this version into the station’s folder anew.</source>
        <translation>Осы нұсқаның жазбаларын станция қалтасына қайта көшіріңіз.</translation>
    </message>
    <message>
        <source>The speech engine took a text and did not come to its end.</source>
        <translation>Сөйлеу қозғалтқышы мәтінді алды да, соңына жеткізбеді.</translation>
    </message>
    <message>
        <source>See that a sound card is there, and restart speech-dispatcher.</source>
        <translation>Дыбыс картасын тексеріп, speech-dispatcher қызметін қайта іске қосыңыз.</translation>
    </message>
    <message>
        <source>The library’s database does not answer. What waits here is kept.</source>
        <translation>Қойманың дерекқоры жауап бермейді. Мұнда күтіп тұрғандар сақтаулы.</translation>
    </message>
    <message>
        <source>This station was revoked at the library. What waits here is kept.</source>
        <translation>Бұл станция қоймада тіркеуден шығарылған. Мұнда күтіп тұрғандар сақтаулы.</translation>
    </message>
    <message>
        <source>The library does not know this station. What waits here is kept.</source>
        <translation>Қойма бұл станцияны танымайды. Мұнда күтіп тұрғандар сақтаулы.</translation>
    </message>
    <message>
        <source>The library cannot be reached. Nothing is lost: what waits is sent later.</source>
        <translation>Қоймамен байланыс жоқ. Ештеңе жоғалған жоқ: күтіп тұрғандар кейін жіберіледі.</translation>
    </message>
    <message>
        <source>Check the network, and that the library is running; it is tried again by itself.</source>
        <translation>Желіні және қойманың жұмыс істеп тұрғанын тексеріңіз; байланыс өздігінен қайталанады.</translation>
    </message>
    <message>
        <source>What answers at the library’s address is not the library of this station. Nothing was handed over.</source>
        <translation>Қойманың мекенжайында осы станцияның қоймасы емес, басқа нәрсе жауап береді. Ештеңе берілген жоқ.</translation>
    </message>
    <message>
        <source>The library’s log lacks what it once showed. Everything waits here, sealed.</source>
        <translation>Қойманың журналында бұрын көрсетілген жазбалар жоқ. Бәрі осында, мөрленіп күтіп тұр.</translation>
    </message>
    <message>
        <source>The library answered with an error that this kiosk does not know. What waits here is kept.</source>
        <translation>Қойма бұл киоск білмейтін қате айтты. Мұнда күтіп тұрғандар сақтаулы.</translation>
    </message>
    <message>
        <source>The code is unknown, used or too old. Nothing was enrolled.</source>
        <translation>Код белгісіз, пайдаланылған немесе ескірген. Ештеңе тіркелген жоқ.</translation>
    </message>
    <message>
        <source>Ask for a new code: “econsent station invite”.</source>
        <translation>Жаңа код сұраңыз: «econsent station invite».</translation>
    </message>
    <message>
        <source>The library did not let this station in. What waits here is kept.</source>
        <translation>Қойма бұл станцияны кіргізбеді. Мұнда күтіп тұрғандар сақтаулы.</translation>
    </message>
    <message>
        <source>Too much was asked of the library in a short time. What waits here is kept.</source>
        <translation>Қоймаға қысқа уақытта тым көп сұрау жіберілді. Мұнда күтіп тұрғандар сақтаулы.</translation>
    </message>
    <message>
        <source>Wait a minute, and try again.</source>
        <translation>Бір минут күтіп, қайталап көріңіз.</translation>
    </message>
    <message>
        <source>The library did not take this station’s sign of life. What waits here is kept.</source>
        <translation>Қойма бұл станцияның белгісін қабылдамады. Мұнда күтіп тұрғандар сақтаулы.</translation>
    </message>
    <message>
        <source>Check the kiosk’s clock; if the code stays, call the privacy officer.</source>
        <translation>Киоскінің сағатын тексеріңіз; код кетпесе, жеке деректерге жауапты адамды шақырыңыз.</translation>
    </message>
    <message>
        <source>The library holds another statement under the same number. Both are kept.</source>
        <translation>Қоймада осы нөмірмен басқа өтініш бар. Екеуі де сақтаулы.</translation>
    </message>
    <message>
        <source>The library refused what this station asked. What waits here is kept.</source>
        <translation>Қойма бұл станцияның сұрауын қабылдамады. Мұнда күтіп тұрғандар сақтаулы.</translation>
    </message>
    <message>
        <source>The library’s log could not be proven. Everything waits here, sealed.</source>
        <translation>Қойма журналының дұрыстығы дәлелденбеді. Бәрі осында, мөрленіп күтіп тұр.</translation>
    </message>
    <message>
        <source>What the library says of its log cannot be read. Everything waits here, sealed.</source>
        <translation>Қойманың журналы туралы жауабын оқу мүмкін болмады. Бәрі осында, мөрленіп күтіп тұр.</translation>
    </message>
    <message>
        <source>A sealed envelope is damaged. It was not opened.</source>
        <translation>Мөрленген конверт бүлінген. Ол ашылған жоқ.</translation>
    </message>
    <message>
        <source>An envelope is sealed for another library. It is kept here.</source>
        <translation>Конверт басқа қоймаға арналып мөрленген. Ол осында сақтаулы.</translation>
    </message>
    <message>
        <source>This is not a code: it has 16 letters and digits. Nothing was enrolled.</source>
        <translation>Бұл код емес: онда 16 әріп пен цифр болады. Ештеңе тіркелген жоқ.</translation>
    </message>
    <message>
        <source>Compare it with what was printed, and type it again.</source>
        <translation>Басып шығарылғанмен салыстырып, қайта теріңіз.</translation>
    </message>
    <message>
        <source>The library’s check of a statement failed. The statement is kept here, sealed.</source>
        <translation>Қоймада өтінішті тексеру сәтсіз аяқталды. Өтініш осында, мөрленіп сақтаулы.</translation>
    </message>
    <message>
        <source>Call whoever looks after this kiosk, and tell them the code.</source>
        <translation>Киоскіге жауапты маманды шақырып, кодты айтыңыз.</translation>
    </message>
    <message>
        <source>Try again; if the code comes back, use paper forms and call whoever looks after this kiosk.</source>
        <translation>Қайталап көріңіз; код тағы шықса, қағаз бланк қолданып, киоскіге жауапты маманды шақырыңыз.</translation>
    </message>
    <message>
        <source>Use paper forms until it is mended, and call whoever looks after this kiosk.</source>
        <translation>Жөнделгенше қағаз бланк қолданып, киоскіге жауапты маманды шақырыңыз.</translation>
    </message>
    <message>
        <source>Call the privacy officer at once, and tell them the code.</source>
        <translation>Жеке деректерге жауапты адамды дереу шақырып, кодты айтыңыз.</translation>
    </message>
    <message>
        <source>Tell the code to whoever looks after the library.</source>
        <translation>Кодты қоймаға жауапты маманға айтыңыз.</translation>
    </message>
    <message>
        <source>Enrol the station again; until then use paper forms.</source>
        <translation>Станцияны қайта тіркеңіз; оған дейін қағаз бланк қолданыңыз.</translation>
    </message>
    <message>
        <source>Use paper forms. The folder needs “econsent fsck”, and its last good copy.</source>
        <translation>Қағаз бланк қолданыңыз. Қалтаны «econsent fsck» командасымен тексеріп, соңғы дұрыс көшірмесінен қалпына келтіру керек.</translation>
    </message>
    <message>
        <source>Check the library’s address; if the library was replaced, enrol the station again.</source>
        <translation>Қойманың мекенжайын тексеріңіз; қойма ауыстырылған болса, станцияны қайта тіркеңіз.</translation>
    </message>
    <message>
        <source>The last good forms stay in use. Tell the code to whoever releases the forms.</source>
        <translation>Соңғы дұрыс нысандар қолданыста қалады. Кодты нысандарды шығаратын адамға айтыңыз.</translation>
    </message>
    <message>
        <source>Look at the printer. Its queue is named in kiosk.toml, and “lpstat -l -p” tells how it stands.</source>
        <translation>Принтерді қараңыз. Оның кезегі kiosk.toml файлында көрсетілген, күйін «lpstat -l -p» айтады.</translation>
    </message>
    <message>
        <source>Look at the camera’s plug, and at paper.camera in kiosk.toml.</source>
        <translation>Камераның сымын және kiosk.toml файлындағы paper.camera жолын тексеріңіз.</translation>
    </message>
    <message>
        <source>The disk is nearly full. Everything saved so far is safe.</source>
        <translation>Дискіде бос орын қалмады деуге болады. Осыған дейін сақталғанның бәрі аман.</translation>
    </message>
    <message>
        <source>Free some space; until then use paper forms.</source>
        <translation>Дискіден орын босатыңыз; оған дейін қағаз бланк қолданыңыз.</translation>
    </message>
    <message>
        <source>The disk cannot be written. What was saved before is unchanged.</source>
        <translation>Дискіге жазу мүмкін болмады. Бұрын сақталғандар өзгерген жоқ.</translation>
    </message>
    <message>
        <source>Check the disk’s free space, and who may write in the folder.</source>
        <translation>Дискідегі бос орынды және қалтаға кім жаза алатынын тексеріңіз.</translation>
    </message>
    <message>
        <source>The station’s folder, or a file in it, is not there.</source>
        <translation>Станцияның қалтасы немесе ондағы файл орнында жоқ.</translation>
    </message>
    <message>
        <source>Check the folder’s name and its disk; a new kiosk is enrolled first.</source>
        <translation>Қалтаның атауын және дискісін тексеріңіз; жаңа киоск алдымен тіркеледі.</translation>
    </message>
    <message>
        <source>The station’s folder, or a file in it, belongs to another user.</source>
        <translation>Станцияның қалтасы немесе ондағы файл басқа пайдаланушыға тиесілі.</translation>
    </message>
    <message>
        <source>Start the kiosk as the user to whom the folder belongs.</source>
        <translation>Киоскіні қалта тиесілі пайдаланушының атынан іске қосыңыз.</translation>
    </message>
    <message>
        <source>Another program works in the station’s folder. It goes on undisturbed.</source>
        <translation>Станцияның қалтасында басқа бағдарлама жұмыс істеп тұр. Оған кедергі болған жоқ.</translation>
    </message>
    <message>
        <source>Close the other program: one folder serves one program.</source>
        <translation>Басқа бағдарламаны жабыңыз: бір қалта бір бағдарламаға арналған.</translation>
    </message>
    <message>
        <source>Something in the station’s folder is damaged. It was not touched.</source>
        <translation>Станцияның қалтасында бүлінген дерек бар. Оған тиіскен жоқ.</translation>
    </message>
    <message>
        <source>There is already a station in this folder. It was not touched.</source>
        <translation>Бұл қалтада станция бар. Оған тиіскен жоқ.</translation>
    </message>
    <message>
        <source>A new station needs a new folder.</source>
        <translation>Жаңа станцияға жаңа қалта керек.</translation>
    </message>
    <message>
        <source>The station’s folder cannot be used. Nothing in it was changed.</source>
        <translation>Станцияның қалтасын пайдалану мүмкін болмады. Ондағы ештеңе өзгерген жоқ.</translation>
    </message>
    <message>
        <source>The station’s key, or the passphrase that opens it, is not there. Nothing was signed.</source>
        <translation>Станцияның кілті немесе оны ашатын құпиясөз орнында жоқ. Ештеңеге қол қойылған жоқ.</translation>
    </message>
    <message>
        <source>The station’s key does not open with this passphrase. It was not touched.</source>
        <translation>Станцияның кілті бұл құпиясөзбен ашылмайды. Кілтке тиіскен жоқ.</translation>
    </message>
    <message>
        <source>This kiosk is not enrolled as a station yet.</source>
        <translation>Бұл киоск әлі станция ретінде тіркелмеген.</translation>
    </message>
    <message>
        <source>Enrol it with a code from the library: “econsent station invite”.</source>
        <translation>Қойма берген кодпен тіркеңіз: «econsent station invite».</translation>
    </message>
    <message>
        <source>Another device signs as this station, or its folder was copied. What waits here is kept.</source>
        <translation>Басқа құрылғы осы станция атынан қол қояды немесе қалтасы көшірілген. Мұнда күтіп тұрғандар сақтаулы.</translation>
    </message>
    <message>
        <source>The station’s certificate has expired. Everything signed so far is safe.</source>
        <translation>Станция сертификатының мерзімі өтті. Осыған дейін қол қойылғанның бәрі аман.</translation>
    </message>
    <message>
        <source>A certificate is not one of the organisation that this station belongs to. Nothing was believed.</source>
        <translation>Сертификат осы станция тиесілі ұйымдікі емес. Ештеңе қабылданған жоқ.</translation>
    </message>
    <message>
        <source>A certificate is not written as it must be. Nothing was believed.</source>
        <translation>Сертификат талапқа сай жазылмаған. Ештеңе қабылданған жоқ.</translation>
    </message>
    <message>
        <source>A signed message cannot be read. Nothing was believed.</source>
        <translation>Қол қойылған хабарды оқу мүмкін болмады. Ештеңе қабылданған жоқ.</translation>
    </message>
    <message>
        <source>A signature does not fit what it signs. Nothing was believed.</source>
        <translation>Қолтаңба қол қойылған мазмұнға сай келмейді. Ештеңе қабылданған жоқ.</translation>
    </message>
    <message>
        <source>A file of a form was changed, or did not come whole. It is not shown.</source>
        <translation>Нысанның файлы өзгертілген немесе толық келмеген. Ол көрсетілмейді.</translation>
    </message>
    <message>
        <source>A file of the forms is missing, or one too many is there.</source>
        <translation>Нысандардың бір файлы жоқ немесе артық файл бар.</translation>
    </message>
    <message>
        <source>A form is not written as it must be. It is not shown.</source>
        <translation>Нысан талапқа сай жазылмаған. Ол көрсетілмейді.</translation>
    </message>
    <message>
        <source>A form lacks a text that is needed here. Nothing was signed.</source>
        <translation>Нысанда мұнда қажет мәтін жоқ. Ештеңеге қол қойылған жоқ.</translation>
    </message>
    <message>
        <source>This station does not have the form that is asked for. Nothing was signed.</source>
        <translation>Бұл станцияда сұралған нысан жоқ. Ештеңеге қол қойылған жоқ.</translation>
    </message>
    <message>
        <source>The library shows fewer or other forms than before. The station goes on with those it has.</source>
        <translation>Қойма бұрынғыдан аз немесе басқа нысандарды көрсетеді. Станция қолындағы нысандармен жұмысын жалғастырады.</translation>
    </message>
    <message>
        <source>The statement could not be made from what was entered. Nothing was signed.</source>
        <translation>Енгізілген деректерден өтініш құрастыру мүмкін болмады. Ештеңеге қол қойылған жоқ.</translation>
    </message>
    <message>
        <source>The document could not be made. Nothing was signed.</source>
        <translation>Құжат жасау мүмкін болмады. Ештеңеге қол қойылған жоқ.</translation>
    </message>
    <message>
        <source>What was asked cannot be done in this way. Nothing was changed.</source>
        <translation>Сұралғанды бұлай орындау мүмкін емес. Ештеңе өзгерген жоқ.</translation>
    </message>
</context>
<context>
    <name>Unready</name>
    <message>
        <source>This screen cannot take signatures now</source>
        <translation>Қазір бұл экранда қол қою мүмкін емес</translation>
    </message>
    <message>
        <source>Nothing was entered and nothing is lost. Please ask the medical worker for a paper form: it counts just the same.</source>
        <translation>Ештеңе енгізілген жоқ, ештеңе жоғалған жоқ. Медицина қызметкерінен қағаз бланк сұраңыз: оның күші дәл осындай.</translation>
    </message>
    <message>
        <source>To the beginning</source>
        <translation>Басына оралу</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Қайталап көру</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>One moment…</source>
        <translation>Бір сәт күте тұрыңыз…</translation>
    </message>
</context>
<context>
    <name>Who</name>
    <message>
        <source>Who are you?</source>
        <translation>Кім ретінде келдіңіз?</translation>
    </message>
    <message>
        <source>Filming in the blood-draw room needs your decision. You may agree or not agree: your blood is drawn all the same.</source>
        <translation>Қан алу кабинетінде түсірілім жүргізу үшін сіздің шешіміңіз керек. Келісуге де, келіспеуге де болады: екі жағдайда да қан тапсыра аласыз.</translation>
    </message>
    <message>
        <source>I am the patient</source>
        <translation>Мен пациентпін</translation>
    </message>
    <message>
        <source>I am the patient’s parent or legal representative</source>
        <translation>Мен пациенттің ата-анасымын немесе заңды өкілімін</translation>
    </message>
    <message>
        <source>I want to withdraw consent</source>
        <translation>Келісімді қайтарып алғым келеді</translation>
    </message>
    <message>
        <source>I am accompanying somebody</source>
        <translation>Мен біреуге еріп келдім</translation>
    </message>
</context>
<context>
    <name>Whose</name>
    <message>
        <source>Whose consent do you withdraw?</source>
        <translation>Кімнің келісімін қайтарып аласыз?</translation>
    </message>
    <message>
        <source>You need not say why. Nothing changes about the care.</source>
        <translation>Себебін айтудың қажеті жоқ. Көрсетілетін көмек өзгермейді.</translation>
    </message>
    <message>
        <source>My own</source>
        <translation>Өз келісімімді</translation>
    </message>
    <message>
        <source>That of the person I represent</source>
        <translation>Мен өкілі болып отырған адамның келісімін</translation>
    </message>
</context>
<context>
    <name>Witness</name>
    <message>
        <source>A witness is another adult who is here now: a medical worker, or somebody who came along. Please ask them to come to the screen.</source>
        <translation>Куә – қазір осында тұрған басқа ересек адам: медицина қызметкері немесе бірге келген адам. Экранға келуін сұраңыз.</translation>
    </message>
    <message>
        <source>The witness confirms: “The person said this decision aloud, of their own free will. I heard it myself.”</source>
        <translation>Куә былай деп растайды: «Адам бұл шешімді өз еркімен дауыстап айтты. Мен оны өз құлағыммен естідім».</translation>
    </message>
    <message>
        <source>The witness confirms: “The person made the mark on the screen with their own hand, of their own free will. I saw it myself.”</source>
        <translation>Куә былай деп растайды: «Адам экранға белгіні өз қолымен, өз еркімен қойды. Мен оны өз көзіммен көрдім».</translation>
    </message>
    <message>
        <source>Then the document is shown once more, with the name of the witness.</source>
        <translation>Содан кейін құжат куәнің аты-жөнімен қайта көрсетіледі.</translation>
    </message>
    <message>
        <source>A witness is needed</source>
        <translation>Куә керек</translation>
    </message>
    <message>
        <source>Name of the witness</source>
        <translation>Куәнің аты-жөні</translation>
    </message>
    <message>
        <source>Surname, name and patronymic.</source>
        <translation>Тегі, аты, әкесінің аты.</translation>
    </message>
    <message>
        <source>Please type the name of the witness.</source>
        <translation>Куәнің аты-жөнін жазыңыз.</translation>
    </message>
    <message>
        <source>I am the witness</source>
        <translation>Мен куәмін</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Әрі қарай оқу</translation>
    </message>
    <message>
        <source>I confirm</source>
        <translation>Растаймын</translation>
    </message>
</context>
</TS>
